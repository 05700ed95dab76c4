// Throw-away certificates for TLS on loopback, made with openssl: an authority, a server's, a client's.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { must } from '../harness/process.ts'

/** Whether `openssl` on the PATH starts. */
export const hasOpenssl = spawnSync('openssl', ['version']).status === 0

export interface ServerCertificate {
  /** The file of the authority that clients have to trust. */
  readonly authority: string
  /** The files of the server's certificate and of its key. */
  readonly certificate: string
  readonly key: string
}

/** Makes an authority, and the certificate of a server at `localhost` and 127.0.0.1 that it has signed. */
export async function makeServerCertificate(folder: string): Promise<ServerCertificate> {
  const file = (name: string): string => join(folder, name)
  const names = 'subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n'
  writeFileSync(file('names'), names)
  const elliptic = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  await openssl('req', '-x509', ...elliptic, '-days', '2', '-subj', '/CN=Authority of a test', [
    ['-keyout', file('ca.key')],
    ['-out', file('ca.pem')],
    ['-addext', 'basicConstraints=critical,CA:TRUE']
  ])
  await openssl('req', ...elliptic, '-subj', '/CN=localhost', [
    ['-keyout', file('server.key')],
    ['-out', file('server.csr')]
  ])
  await openssl('x509', '-req', '-days', '2', '-CAcreateserial', [
    ['-in', file('server.csr')],
    ['-CA', file('ca.pem')],
    ['-CAkey', file('ca.key')],
    ['-extfile', file('names')],
    ['-out', file('server.pem')]
  ])
  return {
    authority: file('ca.pem'),
    certificate: file('server.pem'),
    key: file('server.key')
  }
}

/** Makes a client's certificate; `archive` is it with its key as PKCS#12, in base64, closed with the password. */
export async function makeClientCertificate(folder: string, password: string) {
  const file = (name: string): string => join(folder, name)
  await openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    '-subj',
    '/CN=client',
    [
      ['-keyout', file('client.key')],
      ['-out', file('client.pem')]
    ]
  )
  await openssl('pkcs12', '-export', [
    ['-inkey', file('client.key')],
    ['-in', file('client.pem')],
    ['-passout', `pass:${password}`],
    ['-out', file('client.pfx')]
  ])
  return {
    archive: readFileSync(file('client.pfx')).toString('base64'),
    certificate: readFileSync(file('client.pem'), 'utf8')
  }
}

type Argument = string | readonly [string, string]

async function openssl(...args: readonly (Argument | readonly Argument[])[]): Promise<void> {
  await must('openssl', args.flat(2))
}
