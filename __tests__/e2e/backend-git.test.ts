// The states in hidden refs of the repository, encrypted; by git's own HTTP server, where there is one.
import { deriveKeys, open } from '../../src/backend/encryption.ts'
import { describeLife } from '../harness/backend-life.ts'
import { hasGitHttp } from '../harness/tools.ts'

const PASSPHRASE = 'correct "horse" $battery staple'

describeLife({
  title: `the 'git' backend, by ${hasGitHttp ? 'HTTP' : 'a file address'}`,
  type: 'git',
  declared: '',
  open: async () => ({
    settings: { with: { 'state-passphrase': PASSPHRASE }, http: hasGitHttp },
    secrets: [PASSPHRASE, JSON.stringify(PASSPHRASE).slice(1, -1)],
    state: async (name, { origin }) => {
      const ref = `refs/gitops-env/state/demo/${name}`
      if (origin.refs(ref)[ref] === undefined) return undefined
      const keysFor = (salt: string) => deriveKeys(PASSPHRASE, salt)
      return (await open(origin.file(ref, 'state'), ref, keysFor)).toString()
    },
    // A record is not of the backend, and stays.
    places: async (world) =>
      world.hiddenRefs().filter((ref) => !ref.startsWith('refs/gitops-env/environments/')),
    // Terraform's own are answered in memory.
    locks: async () => 0,
    close: () => undefined
  })
})
