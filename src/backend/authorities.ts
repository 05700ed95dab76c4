/** Whom a connection to a backend trusts: whom Terraform trusts. */
import { readFileSync } from 'node:fs'
import * as tls from 'node:tls'
import type { Variables } from '../context.ts'

/**
 * Node has certificates of its own; Terraform takes the machine's, or those of SSL_CERT_FILE.
 * @returns all of them, PEM
 */
export function authoritiesFor(variables: Variables): string[] {
  const { getCACertificates } = tls as { getCACertificates?: (type: 'system') => string[] } // since Node 22.15
  const named = [variables['SSL_CERT_FILE'], variables['NODE_EXTRA_CA_CERTS']]
  return [
    ...tls.rootCertificates,
    ...(getCACertificates?.('system') ?? []),
    ...named.flatMap(certificatesIn)
  ]
}

function certificatesIn(file: string | undefined): readonly string[] {
  if (file === undefined || file === '') return []
  try {
    return [readFileSync(file, 'utf8')]
  } catch {
    return [] // Terraform does not mind either
  }
}
