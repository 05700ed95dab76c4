// `npm run demo`: the life of an environment, told in the terminal by the committed dist/. Needs Node, git and
// Terraform, and nothing else; everything it makes is in one folder.
import { spawnSync } from 'node:child_process'
import { fail, HELP, parseOptions } from './demo/options.mjs'

const OLDEST_NODE = [20, 19]

const options = parseOptions(process.argv.slice(2))
if (options.problem !== undefined) fail(options.problem)
else if (options.help) process.stdout.write(HELP)
else if (!isNewEnough(process.versions.node)) {
  fail(
    `This is Node ${process.versions.node}, and the demo needs ${OLDEST_NODE.join('.')} or later: https://nodejs.org`
  )
} else if (spawnSync('git', ['--version']).status !== 0) {
  fail('git does not start, and the demo needs it on the PATH: https://git-scm.com')
} else {
  // Loaded only now: an older Node would stumble over it with words of its own.
  const { tell } = await import('./demo/story.mjs')
  process.exitCode = await tell(options)
}

function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number)
  return major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])
}
