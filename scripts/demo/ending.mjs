// The end of the story: the audit trail, and a look at what is left.
import { typed } from './acts.mjs'
import { PROJECT } from './world.mjs'

const HIDDEN = 'refs/gitops-env'
const RECORD = `${HIDDEN}/environments/${PROJECT}/alice`

/** Prints the records of alice. @returns `title`, `words`, and `looks`, each with `command` and `output` */
export async function showAuditTrail(terminal, world) {
  await world.git('fetch', '--quiet', 'origin', `+${HIDDEN}/*:${HIDDEN}/*`)
  const trail = ['log', '--oneline', '--reverse', '--author=gitops-env-action', RECORD]
  return show(terminal, {
    title: 'The audit trail of alice',
    words: 'Every run that changes something leaves commits in a hidden ref, before and after it.',
    looks: [{ command: typed(trail), output: await world.git(...trail) }]
  })
}

/**
 * Prints what the cloud and the origin hold.
 * @returns as `showAuditTrail`
 * @throws Error where anything of alice is left but the audit trail
 */
export async function showNothingIsLeft(terminal, world) {
  const resources = world.resources()
  const refs = Object.keys(await world.refs())
  const left = [
    ...resources.map(({ name }) => name).filter((name) => name.startsWith('alice-')),
    ...refs.filter((ref) => /\/(?:env-)?alice$/u.test(ref) && ref !== RECORD)
  ]
  if (left.length > 0) throw new Error(`Of alice there is still left: ${left.join(', ')}`)
  const listed = await world.git('ls-remote', '--refs', 'origin')
  return show(terminal, {
    title: 'No resource is left of alice',
    words:
      "Branch, resources and state are gone; the audit trail stays. Production's resources are as they were.",
    looks: [
      {
        command: 'grep . cloud/*',
        output: resources.map(({ name, text }) => `cloud/${name}:${text}`).join('\n')
      },
      {
        command: 'git ls-remote --refs origin',
        output: listed.replaceAll(/^([0-9a-f]{7})[0-9a-f]*\t/gmu, '$1  ')
      }
    ]
  })
}

function show(terminal, end) {
  terminal.say(`\n${terminal.style('bold', end.title)}`)
  terminal.tell(end.words)
  for (const { command, output } of end.looks) {
    terminal.tell(`$ ${command}`)
    terminal.tell(output, { colour: 'dim' })
  }
  return end
}
