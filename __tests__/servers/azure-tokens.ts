// Tokens as Microsoft's login gives them out, and the memory of which were: nobody checks their signature.
import { randomBytes } from 'node:crypto'

export type Tokens = ReturnType<typeof createTokens>

/** What a token opens: the blobs, the login itself, or the address of an API. */
export type Audience =
  | 'https://storage.azure.com'
  | 'api://AzureADTokenExchange'
  | `https://localhost:${number}`

export function createTokens() {
  const issued = new Map<string, Audience>()
  return {
    /** A token for an hour. */
    issue: (audience: Audience): string => {
      const now = Math.floor(Date.now() / 1000)
      const token = [
        { alg: 'RS256', typ: 'JWT' },
        {
          aud: audience,
          iss: 'https://sts.windows.net/tenant/',
          iat: now - 5,
          nbf: now - 5,
          exp: now + 3600,
          sub: 'repo:octo/demo:environment:preview',
          oid: 'object',
          tid: 'tenant',
          jti: randomBytes(8).toString('hex')
        }
      ]
        .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
        .concat('c2ln')
        .join('.')
      issued.set(token, audience)
      return token
    },
    /** Whether this is a token for that, given out here. */
    opens: (token: string | undefined, audience: Audience): boolean =>
      token !== undefined && issued.get(token) === audience,
    /** All of them, which are secrets. */
    all: (): readonly string[] => [...issued.keys()]
  }
}
