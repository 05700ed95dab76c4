// A throw-away certificate authority and a server's certificate for loopback, made by openssl.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Certificate {
  /** The file that a client is told to trust. */
  readonly authority: string
  readonly key: string
  readonly cert: string
  readonly remove: () => void
}

/** Whether `openssl` is on the PATH. */
export const hasOpenssl = spawnSync('openssl', ['version']).status === 0

/** For `localhost` and 127.0.0.1, valid for a day. To be removed with `remove`. */
export function createCertificate(): Certificate {
  const folder = mkdtempSync(join(tmpdir(), 'certificate-'))
  const openssl = (...args: readonly string[]): void => {
    const { status, stderr } = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' })
    if (status !== 0) throw new Error(`openssl ${args[0]}: ${stderr}`)
  }
  const fresh = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const extensions = 'subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n'
  writeFileSync(join(folder, 'server.ext'), extensions)
  const ca = ['-keyout', 'ca.key', '-out', 'ca.pem', '-days', '1', '-subj', '/CN=throw-away']
  openssl('req', '-x509', ...fresh, ...ca)
  openssl('req', ...fresh, '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=localhost')
  const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'server.ext']
  openssl('x509', '-req', '-in', 'server.csr', '-out', 'server.pem', '-days', '1', ...signed)
  return {
    authority: join(folder, 'ca.pem'),
    key: readFileSync(join(folder, 'server.key'), 'utf8'),
    cert: readFileSync(join(folder, 'server.pem'), 'utf8'),
    remove: () => rmSync(folder, { recursive: true, force: true })
  }
}
