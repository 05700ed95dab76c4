/** Terraform's commands as the action uses them: each one a set of arguments. */
import type { Exit, Terraform } from './cli.ts'

type OnLine = (line: string) => void

const given = ({ varFiles }: Terraform): readonly string[] =>
  varFiles.map((file) => `-var-file=${file}`)

/**
 * OpenTofu reads variables wherever it reads the code, for backends and module sources may depend on them.
 * @see https://opentofu.org/docs/language/values/variables/
 */
const early = (terraform: Terraform): readonly string[] =>
  terraform.tool === 'tofu' ? given(terraform) : []

/** @param backend arguments of `-backend-config`: files, or settings `name=value`; undefined for `cloud`, which has none */
export const init = (
  terraform: Terraform,
  backend: readonly string[] | undefined,
  onLine: OnLine
): Promise<Exit> =>
  // -reconfigure: never migrate, never copy one environment's state into another's.
  terraform.run(
    [
      'init',
      '-input=false',
      '-no-color',
      '-json',
      ...(backend === undefined ? [] : ['-reconfigure']),
      ...(backend ?? []).map((argument) => `-backend-config=${argument}`),
      ...early(terraform)
    ],
    onLine
  )

export interface PlanArguments {
  readonly file: string
  readonly destroy: boolean
  /** Whether Terraform locks the state; a plan that is only shown does not queue. */
  readonly lock: boolean
  readonly lockTimeoutMs: number
}

/** Exits with 0 for no changes, 2 for changes, 1 for an error. */
export const plan = (terraform: Terraform, args: PlanArguments, onLine: OnLine): Promise<Exit> =>
  terraform.run(
    [
      'plan',
      '-input=false',
      '-json',
      '-detailed-exitcode',
      `-out=${args.file}`,
      ...(args.lock ? [`-lock-timeout=${Math.ceil(args.lockTimeoutMs / 1000)}s`] : ['-lock=false']),
      ...(args.destroy ? ['-destroy'] : []),
      ...given(terraform)
    ],
    onLine
  )

/** The plan as JSON, everything in clear: never printed. */
export const show = (terraform: Terraform, file: string): Promise<Exit> =>
  terraform.run(['show', '-json', '-no-color', ...early(terraform), file])

export interface ApplyArguments extends Pick<PlanArguments, 'file' | 'lockTimeoutMs'> {
  /** Of the tool that made the plan. */
  readonly version: string
}

/** Applies a saved plan: what was shown is what is done. */
export const apply = (
  terraform: Terraform,
  { file, lockTimeoutMs, version }: ApplyArguments,
  onLine: OnLine
): Promise<Exit> =>
  terraform.run(
    [
      'apply',
      '-input=false',
      '-json',
      `-lock-timeout=${Math.ceil(lockTimeoutMs / 1000)}s`,
      ...(comparesValues(version) ? early(terraform) : []),
      file
    ],
    onLine
  )

/**
 * OpenTofu compares the values in a saved plan with those it finds, committed ones too, since 1.11; before it refused
 * to be given any.
 * @see https://github.com/opentofu/opentofu/issues/3623
 */
const comparesValues = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > 1 || minor >= 11
}

/** All outputs, sensitive ones included. */
export const output = (terraform: Terraform): Promise<Exit> =>
  terraform.run(['output', '-json', '-no-color', ...early(terraform)])

export const statePull = (terraform: Terraform): Promise<Exit> =>
  terraform.run(['state', 'pull', '-no-color', ...early(terraform)])

/** Refuses an older serial and another lineage, unless forced. */
export const statePush = (
  terraform: Terraform,
  file: string,
  lockTimeoutMs: number,
  force: boolean
): Promise<Exit> =>
  terraform.run([
    'state',
    'push',
    '-no-color',
    `-lock-timeout=${Math.ceil(lockTimeoutMs / 1000)}s`,
    ...(force ? ['-force'] : []),
    ...early(terraform),
    file
  ])

/** Releases a lock that nobody holds any more. @param id as Terraform tells it */
export const forceUnlock = (terraform: Terraform, id: string): Promise<Exit> =>
  terraform.run(['force-unlock', '-force', '-no-color', ...early(terraform), id])
