/** What the table says of a type of backend. */

/** A setting without which Terraform cannot use the backend. */
export interface Required {
  /** A value that shows what is meant. */
  readonly example: string
  /** Environment variables that may give it instead. */
  readonly variables: readonly string[]
}

export interface Locking {
  /** How Terraform locks the state, in a few words. */
  readonly how: string
  /** Settings that switch it on where the user has chosen nothing. */
  readonly settings: Readonly<Record<string, string>>
  /** Settings by which the user has chosen. */
  readonly unless: readonly string[]
  /** The first version of Terraform and OpenTofu that knows the settings. */
  readonly since: string
}

/** A secret within a setting: Terraform would copy it into `.terraform/` and the plan. */
export interface Unwritable {
  /** The name that the secret has in the setting; undefined where each name may be one. */
  readonly part: string | undefined
  /** What to write instead. */
  readonly instead: string
}

/** First versions; undefined for a tool that has never had it. */
export interface Since {
  readonly terraform: string
  readonly tofu: string | undefined
}

/** A setting that, with that of the environment, says where the state is. */
export interface Part {
  /** Environment variables that stand for it where it is not set. */
  readonly variables: readonly string[]
  /** What Terraform takes where nothing sets it. */
  readonly otherwise: string
}

/** How long the value of the environment's attribute may be, and who says so. */
export interface Limit {
  /** In UTF-8. */
  readonly bytes: number
  readonly of: string
}

export interface BackendKind {
  /** The attribute that separates the states of two environments. */
  readonly environmentAttribute: string
  /** What that attribute becomes where the user did not set it; undefined where the user must. */
  readonly environmentDefault: string | undefined
  /** The environment variable that would give it to Terraform, if there is one. */
  readonly environmentVariable: string | undefined
  /** Undefined where no value that a user would write is too long. */
  readonly longest: Limit | undefined
  /** A value of it that shows the user how it is written. */
  readonly example: string
  /** Further attributes that Terraform needs. */
  readonly required: Readonly<Record<string, Required>>
  /** Settings which, with that of the environment, say where the state is; `placeOf` knows of more. */
  readonly place: Readonly<Record<string, Part>>
  /** Settings that must not be written down, and the environment variables they travel by. */
  readonly secrets: Readonly<Record<string, string>>
  /** Settings that may hold a secret for which there is no variable. */
  readonly unwritable: Readonly<Record<string, Unwritable>>
  readonly locking: Locking
  /** Whether the action removes the empty state of a destroyed environment. */
  readonly removes: boolean
  /** The command that does so, with `{attribute}` or `{attribute=default}` for the settings; see `removalCommand`. */
  readonly removal: string
  /** What it needs besides where one of these settings is given. */
  readonly removalOptions: Readonly<Record<string, string>>
  /** Undefined for what every supported version has. */
  readonly since: Since | undefined
  /** What the action's tests run it against; undefined where they end at what Terraform is given. */
  readonly tested: string | undefined
}

/** @param variables that may give it instead */
export const given = (example: string, ...variables: readonly string[]): Required => ({
  example,
  variables
})

/** Without a setting of it. */
export const locks = (how: string): Locking => ({ how, settings: {}, unless: [], since: '' })

/** @param otherwise what Terraform takes by itself */
export const part = (otherwise = '', ...variables: readonly string[]): Part => ({
  variables,
  otherwise
})

/** @param of whose it is, for a sentence */
export const limit = (bytes: number, of: string): Limit => ({ bytes, of })
