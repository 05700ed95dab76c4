// The workspace of a destroyed environment: deleted where this action made it, and the token goes to nobody else.
import { afterEach, beforeEach, describe, expect } from '@jest/globals'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { removeLeftover } from '../../src/backend/leftover/leftover.ts'
import { openTfe } from '../../src/backend/tfe.ts'
import { openHttps } from '../../src/backend/tfe-request.ts'
import { unlockWorkspace } from '../../src/tfe-workspace.ts'
import { testIf } from '../harness/tools.ts'
import { hasOpenssl, makeServerCertificate } from '../servers/certificates.ts'
import { startLoopback, type Loopback } from '../servers/loopback.ts'
import { startTfe, type Tfe } from '../servers/tfe.ts'

const test = testIf(hasOpenssl)
const TOKEN = 'hcp-token.atlasv1.1234567890'
const NAME = 'demo_alice'

describe('the workspace', () => {
  let tfe: Tfe
  beforeEach(async () => {
    if (hasOpenssl) tfe = await startTfe({ tokens: { [TOKEN]: 'ci' } })
  })
  afterEach(async () => await tfe?.close())

  const place = () => ({
    type: 'cloud',
    key: NAME,
    config: { hostname: tfe.host, organization: 'octo-org', 'workspaces.name': NAME },
    environment: { [`TF_TOKEN_${tfe.host}`]: TOKEN }
  })
  const variables = () => ({ SSL_CERT_FILE: tfe.authority })
  const remove = async () => await removeLeftover(place(), place().config, variables())
  const create = (source?: string) => tfe.workspaces.create(NAME, 'local', 'prj', source)

  test('that the action made is deleted', async () => {
    create('gitops-env-action')
    expect(await remove()).toBeUndefined()
    expect(tfe.names()).toEqual([])
    expect(await remove()).toBeUndefined()
  })

  test.each([undefined, 'terraform'])('that %s made stays, with its variables', async (source) => {
    create(source)
    expect(await remove()).toContain('(the action did not create this workspace)')
    expect(tfe.names()).toEqual([NAME])
  })

  test('that the token may see, and not delete, stays', async () => {
    create('gitops-env-action')
    tfe.faults.hidesDelete = true
    expect(await remove()).toContain('(status 404, not found)')
    expect(tfe.names()).toEqual([NAME])
  })

  test('that somebody else has locked is not unlocked', async () => {
    const workspace = create('gitops-env-action')
    workspace.lockedBy = 'bob'
    expect(await unlockWorkspace(place(), variables())).toBe('held')
    expect(workspace.lockedBy).toBe('bob')
    workspace.lockedBy = 'ci'
    expect(await unlockWorkspace(place(), variables())).toBe('released')
    expect(workspace.lockedBy).toBeUndefined()
  })
})

describe('the token', () => {
  let folder: string
  let open: Loopback[]
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tfe-token-'))
    open = []
  })
  afterEach(async () => {
    for (const server of open) await server.close()
    rmSync(folder, { recursive: true })
  })

  const start = async (listener: RequestListener, withTls = true): Promise<Loopback> => {
    const made = await makeServerCertificate(folder)
    const [key = '', cert = ''] = [made.key, made.certificate].map((file) =>
      readFileSync(file, 'utf8')
    )
    const server = await startLoopback(listener, withTls ? { key, cert } : undefined)
    open.push(server)
    return server
  }
  const trusted = () => ({ SSL_CERT_FILE: join(folder, 'ca.pem') })
  const get = async (url: string, limitMs?: number) =>
    await openHttps(
      trusted(),
      limitMs
    )({
      method: 'GET',
      url: new URL(url),
      headers: { authorization: `Bearer ${TOKEN}` },
      body: ''
    })
  const tell: RequestListener = ({ headers }, response) =>
    void response.end(headers.authorization ?? 'nothing')

  test('goes on to the same server, and not to another one', async () => {
    let target = ''
    const server = await start((request, response) => {
      if (request.url === '/told') return tell(request, response)
      response.writeHead(302, { location: target }).end()
    })
    target = '/told'
    expect(await get(server.url)).toEqual({ status: 200, text: `Bearer ${TOKEN}` })
    target = `${server.url.replace('localhost', '127.0.0.1')}/told`
    expect(await get(server.url)).toEqual({ status: 200, text: 'nothing' })
  })

  test('goes nowhere without TLS', async () => {
    const asked: (string | undefined)[] = []
    const plain = await start((request, response) => {
      asked.push(request.url)
      response.end('{}')
    }, false)
    const server = await start(({ url }, response) => {
      if (url?.startsWith('/.well-known') === true)
        response.end(JSON.stringify({ 'tfe.v2': `${plain.url}/api/v2/` }))
      else response.writeHead(302, { location: `${plain.url}/redirected` }).end()
    })
    const host = new URL(server.url).host
    await expect(openTfe(host, TOKEN, trusted())).rejects.toThrow('its API is not served by https')
    await expect(get(`${server.url}/x`)).rejects.toThrow('it is redirected to 127.0.0.1')
    expect(asked).toEqual([])
  })

  test('goes to no state without TLS', async () => {
    const asked: (string | undefined)[] = []
    const plain = await start(({ url }, response) => {
      asked.push(url)
      response.end('{}')
    }, false)
    const server = await start((_, response) => response.end('{"tfe.v2":"/api/v2/"}'))
    const tfe = await openTfe(new URL(server.url).host, TOKEN, trusted())
    await expect(tfe.download(`${plain.url}/state`)).rejects.toThrow('not served by https')
    expect(asked).toEqual([])
  })

  test('is not waited for for ever, be it that an answer drips in', async () => {
    const drips: NodeJS.Timeout[] = []
    const server = await start((_, response) => {
      drips.push(setInterval(() => response.write('.'), 20))
    })
    await expect(get(server.url, 200)).rejects.toThrow('did not answer in time')
    for (const drip of drips) clearInterval(drip)
  })
})
