// Tokens as Microsoft's login gives them out, and the memory of which were: nobody checks their signature.
import { randomBytes } from 'node:crypto'

export type Tokens = ReturnType<typeof createTokens>

/** What a token opens: the blobs, Azure's own API, or the login itself. */
export type Audience =
  | 'https://storage.azure.com'
  | 'https://management.azure.com'
  | 'api://AzureADTokenExchange'

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

/** What is asked for as a scope, `https://storage.azure.com/.default`, or as a resource, without the end. */
export const audienceOf = (text: string): Audience | undefined =>
  (['https://storage.azure.com', 'https://management.azure.com'] as const).find((audience) =>
    text.startsWith(audience)
  )
