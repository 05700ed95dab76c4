/** Fills `{project}`, `{environment}`, `{branch}` and `{repository}` in values a user writes. */

export interface Placeholders {
  readonly project: string
  readonly environment: string
  readonly branch: string
  readonly repository: string
}

/** The text with the four placeholders filled in; any other `{…}` stays as it is. */
export const fill = (text: string, values: Placeholders): string =>
  text.replace(
    /\{(project|environment|branch|repository)\}/gu,
    (_, name: keyof Placeholders) => values[name]
  )

/** Whether the text differs from environment to environment. */
export const namesEnvironment = (text: string): boolean => /\{(?:environment|branch)\}/u.test(text)
