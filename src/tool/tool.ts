/** The tools that can do a run's work, and their names. */

export const TOOLS = ['terraform', 'tofu'] as const
/** As its program is called, and the input `tool`. */
export type ToolName = (typeof TOOLS)[number]

/** As people write it. */
export const TITLES: Readonly<Record<ToolName, string>> = {
  terraform: 'Terraform',
  tofu: 'OpenTofu'
}

/** A tool that is there to be used. */
export interface Tool {
  readonly name: ToolName
  /** The file to start. */
  readonly program: string
}
