/** The settings of Terraform's `pg` backend, from wherever they are given. */

/** What is undefined is left to the client's defaults. */
export interface PgSettings {
  readonly host: string
  readonly port: number
  readonly user: string | undefined
  readonly password: string | undefined
  readonly database: string | undefined
  readonly options: string | undefined
  readonly tls: PgTls
  readonly schema: string
  /** Names the table may have, the likeliest first. */
  readonly tables: readonly string[]
  /** Whether schema and table were made by somebody else than Terraform. */
  readonly foreign: boolean
}

/** As Terraform's driver does it: there is no way from encrypted to clear text. */
export interface PgTls {
  /** `name`: the certificate is checked, and that it is the host's. */
  readonly check: 'off' | 'nothing' | 'authority' | 'name'
  /** Files, or with `inline` the texts themselves. */
  readonly authority: string | undefined
  readonly certificate: string | undefined
  readonly key: string | undefined
  readonly inline: boolean
}

type Texts = Readonly<Record<string, string | undefined>>

/** The variables that Terraform's driver reads; the same settings in a connection string win. */
const VARIABLES: Readonly<Record<string, string>> = {
  host: 'PGHOST',
  port: 'PGPORT',
  dbname: 'PGDATABASE',
  user: 'PGUSER',
  password: 'PGPASSWORD',
  options: 'PGOPTIONS',
  sslmode: 'PGSSLMODE',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
  sslrootcert: 'PGSSLROOTCERT'
}

/**
 * @param settings of the backend, the module's own literals included; they win
 * @param variables the environment's
 * @throws Error that says what is wrong, without any part of the connection string
 * @see https://developer.hashicorp.com/terraform/language/backend/pg
 */
export function pgSettingsOf(settings: Texts, variables: Texts): PgSettings {
  const read = (name: string): string | undefined => {
    if (name in settings && settings[name] === undefined)
      throw new Error(`the code does not give '${name}' as a plain value`)
    const value = settings[name] ?? variables[`PG_${name.toUpperCase()}`]
    return value === '' ? undefined : value
  }
  const given = partsOf(read('conn_str') ?? '')
  const part = (name: string): string | undefined => {
    const value = given[name] ?? variables[VARIABLES[name] ?? '']
    return value === '' ? undefined : value
  }
  const host = part('host') ?? 'localhost'
  const port = Number(part('port') ?? 5432)
  if (!Number.isInteger(port)) throw new Error('the port of its database is not a number')
  const isTrue = (name: string): boolean => /^(?:1|t|true)$/iu.test(read(name) ?? '')
  const table = read('table_name')
  return {
    host,
    port,
    user: part('user'),
    password: part('password'),
    database: part('dbname'),
    options: part('options'),
    tls: {
      // A socket of this machine has none.
      check: host.startsWith('/') ? 'off' : checkOf(part('sslmode'), part('sslrootcert')),
      authority: part('sslrootcert'),
      certificate: part('sslcert'),
      key: part('sslkey'),
      inline: part('sslinline') === 'true'
    },
    schema: read('schema_name') ?? 'terraform_remote_state',
    // OpenTofu reads PG_TABLE_NAME, Terraform does not.
    tables: [
      ...(table === undefined ? [] : [table]),
      ...(settings['table_name'] === undefined ? ['states'] : [])
    ],
    foreign: isTrue('skip_schema_creation') || isTrue('skip_table_creation')
  }
}

/** @see https://pkg.go.dev/github.com/lib/pq#hdr-Connection_String_Parameters */
function checkOf(mode: string | undefined, authority: string | undefined): PgTls['check'] {
  switch (mode) {
    case 'disable':
      return 'off'
    case undefined:
    case 'require':
      return authority === undefined ? 'nothing' : 'authority'
    case 'verify-ca':
      return 'authority'
    case 'verify-full':
      return 'name'
    default:
      throw new Error("its 'sslmode' is none that Terraform knows")
  }
}

/** A connection string in either of its two forms. */
const partsOf = (text: string): Texts =>
  /^postgres(?:ql)?:\/\//u.test(text) ? partsOfUrl(text) : partsOfWords(text)

const UNREADABLE = 'its connection string cannot be read'

function partsOfUrl(text: string): Texts {
  const [address] = parted(text.slice(text.indexOf('//') + 2), '#')
  const [place, query] = parted(address, '?')
  const [authority, dbname] = parted(place, '/')
  const at = authority.lastIndexOf('@')
  const [user, password] = parted(authority.slice(0, Math.max(at, 0)), ':')
  const server = authority.slice(at + 1)
  const bracket = server.lastIndexOf(']') // of an IPv6 address
  const [name, port] = parted(server.slice(bracket + 1), ':')
  const host = bracket < 0 ? name : server.slice(1, bracket)
  const parts = { user, password, host, port, dbname }
  try {
    const decoded = Object.entries(parts).map(([key, value]) => [key, decodeURIComponent(value)])
    const all = [...decoded, ...new URLSearchParams(query)] as [string, string][]
    return Object.fromEntries(all.filter(([, value]) => value !== ''))
  } catch {
    throw new Error(UNREADABLE)
  }
}

/** What is before and after the first mark. */
function parted(text: string, mark: string): readonly [string, string] {
  const at = text.indexOf(mark)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + mark.length)]
}

/** `host=db.example.com password='with blanks'`; a backslash takes what follows as it is. */
function partsOfWords(text: string): Texts {
  const words = /\s*(\w+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|((?:[^\s'\\]|\\.)(?:[^\s\\]|\\.)*)?)/gsu
  if (text.replace(words, '').trim() !== '') throw new Error(UNREADABLE)
  return Object.fromEntries(
    [...text.matchAll(words)].map(([, name = '', quoted, plain = '']) => [
      name,
      (quoted ?? plain).replaceAll(/\\(.)/gsu, '$1')
    ])
  )
}
