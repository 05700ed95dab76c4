// Amazon's service for temporary credentials, on loopback: it hands out the ones it was started with.
import { readBody, startLoopback } from './loopback.ts'

interface Keys {
  readonly accessKey: string
  readonly secretKey: string
}

/** Starts it. Who asks for a role called `refused` gets none. */
export async function startSts({ accessKey, secretKey }: Keys) {
  const asked: Record<string, string>[] = []
  const server = await startLoopback((request, response) => {
    void (async () => {
      const form = Object.fromEntries(new URLSearchParams((await readBody(request)).toString()))
      asked.push({ ...form, authorization: request.headers.authorization ?? '' })
      const refused = form['RoleArn']?.endsWith('refused') === true
      response.writeHead(refused ? 403 : 200, { 'content-type': 'text/xml' })
      response.end(
        refused
          ? '<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>'
          : answerTo(form['Action'] ?? '', { accessKey, secretKey })
      )
    })().catch(() => response.destroy())
  })
  return {
    ...server,
    /** What was asked for, with who asked. */
    asked: asked as readonly Readonly<Record<string, string>>[]
  }
}

function answerTo(action: string, { accessKey, secretKey }: Keys): string {
  const expires = new Date(Date.now() + 3_600_000).toISOString()
  return `<${action}Response><${action}Result><Credentials>
    <AccessKeyId>${accessKey}</AccessKeyId>
    <SecretAccessKey>${secretKey}</SecretAccessKey>
    <SessionToken>a-session</SessionToken>
    <Expiration>${expires}</Expiration>
  </Credentials></${action}Result></${action}Response>`
}
