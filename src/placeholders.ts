/** Fills `{project}`, `{environment}`, `{branch}` and `{repository}` in values a user writes. */

export interface Placeholders {
  readonly project: string
  readonly environment: string
  readonly branch: string
  readonly repository: string
}

/** What tags may have besides: it differs from run to run. */
export interface TagPlaceholders extends Placeholders {
  readonly commit: string
  readonly 'run-url': string
}

/** The text with the four placeholders filled in; any other `{…}` stays as it is. */
export const fill = (text: string, values: Placeholders): string =>
  text.replace(
    /\{(project|environment|branch|repository)\}/gu,
    (_, name: keyof Placeholders) => values[name]
  )

/** The same for a tag, where `{commit}` and `{run-url}` are placeholders, too. */
export const fillTag = (text: string, values: TagPlaceholders): string =>
  text.replace(
    /\{(project|environment|branch|repository|commit|run-url)\}/gu,
    (_, name: keyof TagPlaceholders) => values[name]
  )

/** Whether the text differs from environment to environment. */
export const namesEnvironment = (text: string): boolean => /\{(?:environment|branch)\}/u.test(text)
