// A person at a terminal: real Terraform, without the action, on the state of one of its environments.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { must } from './process.ts'

/** How somebody other than the action comes to the state of an environment. */
export interface Access {
  /** Settings for `terraform init`, without secrets. */
  readonly config: Readonly<Record<string, string>>
  /** Variables of the person's shell: the credentials. */
  readonly env?: Readonly<Record<string, string>>
}

/** `terraform apply` in a new folder, of one file's worth of code, on the state that `access` leads to. */
export async function applyByHand(
  folder: string,
  type: string,
  { config, env = {} }: Access,
  main: string,
  variables: Readonly<Record<string, unknown>> = {}
): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const files = {
    'main.tf': main,
    'backend_override.tf.json': JSON.stringify({ terraform: { backend: { [type]: {} } } }),
    'backend.tfbackend.json': JSON.stringify(config),
    'all.auto.tfvars.json': JSON.stringify(variables)
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const terraform = async (...args: readonly string[]): Promise<string> =>
    await must('terraform', args, {
      cwd: folder,
      env: { PATH: process.env['PATH'], HOME: folder, CHECKPOINT_DISABLE: '1', ...env }
    })
  await terraform('init', '-input=false', '-reconfigure', '-backend-config=backend.tfbackend.json')
  await terraform('apply', '-input=false', '-auto-approve', '-lock-timeout=20s')
}
