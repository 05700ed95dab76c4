// A repository as NubesGen generated it, the run of its action, and the workflows of docs/from-nubesgen.md.
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { repositoryRoot } from './action-file.ts'
import { must } from './process.ts'
import type { World } from './scenario.ts'

export const WORKFLOW = '.github/workflows/gitops.yml'

const page = readFileSync(join(repositoryRoot, 'docs/from-nubesgen.md'), 'utf8')
/** The page's workflows: NubesGen's own, and the one it is to be replaced by. */
export const [before = '', after = ''] = [...page.matchAll(/^```yaml\n(name:[\s\S]*?)^```/gmu)].map(
  ([, text = '']) => text
)

const FOLDER = join(repositoryRoot, '__tests__/fixtures/nubesgen')

/** Its files, with its workflow. */
export function generatedFiles(): Record<string, string> {
  const names = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  const files = names.filter((name) => statSync(join(FOLDER, name)).isFile())
  const contents = files.map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')] as const)
  return { ...Object.fromEntries(contents), [WORKFLOW]: before }
}

/** The content of `AZURE_CREDENTIALS`, as the Azure CLI prints it. */
export interface Credentials {
  readonly clientId: string
  readonly clientSecret: string
  readonly subscriptionId: string
  readonly tenantId: string
}

/**
 * What `gitops-apply-terraform@v0.14.0` does for a push: the environment is the branch without its first four
 * characters, Terraform runs in `terraform`, with these arguments and these variables.
 * @param env of the machine
 */
export async function applyAsNubesGen(
  { origin }: World,
  branch: string,
  credentials: Credentials,
  storageAccount: string,
  env: Readonly<Record<string, string>>
): Promise<void> {
  const environment = branch.slice(4)
  const checkout = join(origin.base, `nubesgen-${environment}`)
  for (const file of origin.git('ls-tree', '-r', '--name-only', branch, 'terraform').split('\n')) {
    mkdirSync(join(checkout, dirname(file)), { recursive: true })
    writeFileSync(join(checkout, file), origin.file(branch, file))
  }
  const terraform = async (...args: readonly string[]): Promise<string> =>
    await must('terraform', args, {
      cwd: join(checkout, 'terraform'),
      env: {
        PATH: process.env['PATH'],
        HOME: checkout,
        CHECKPOINT_DISABLE: '1',
        ARM_CLIENT_ID: credentials.clientId,
        ARM_CLIENT_SECRET: credentials.clientSecret,
        ARM_SUBSCRIPTION_ID: credentials.subscriptionId,
        ARM_TENANT_ID: credentials.tenantId,
        ...env
      }
    })
  await terraform(
    'init',
    '-input=false',
    '-backend-config=resource_group_name=rg-terraform-001',
    `-backend-config=storage_account_name=${storageAccount}`,
    '-backend-config=container_name=tfstate',
    `-backend-config=key=${environment}.terraform.tfstate`
  )
  await terraform(
    'apply',
    '-input=false',
    '-auto-approve',
    `-var=terraform_storage_account=${storageAccount}`,
    `-var=environment=${environment}`
  )
  await terraform('output', '-json')
}
