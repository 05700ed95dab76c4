// Tells the story from its first line to its last, and ends it in order when it is interrupted or fails.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { performAct } from './act.mjs'
import { ACTS } from './acts.mjs'
import { showAuditTrail, showNothingIsLeft } from './ending.mjs'
import { PASSPHRASE } from './job.mjs'
import { fail } from './options.mjs'
import { renderStoryPage } from './page.mjs'
import { awaitInterruption, Interrupted } from './programs.mjs'
import { createTerminal } from './terminal.mjs'
import { createWorld, openFolder } from './world.mjs'

/**
 * Tells it all.
 * @param options `directory`, undefined for a temporary one
 * @returns the exit code
 */
export async function tell({ directory }) {
  const terminal = createTerminal(process.stdout, process.env)
  let folder
  try {
    folder = openFolder(directory)
    awaitInterruption(() => terminal.note('Stopping, as soon as what is under way has cleaned up.'))
    await perform(terminal, folder)
    return 0
  } catch (error) {
    const where = folder === undefined ? [] : [`What there is so far: ${folder}`]
    if (!(error instanceof Interrupted)) {
      fail([error.message, ...where].join('\n'))
      return 1
    }
    terminal.say(['Stopped.', ...where].join('\n'))
    return error.exitCode
  }
}

async function perform(terminal, folder) {
  terminal.say(terminal.style('bold', 'A branch is an environment'))
  terminal.tell(
    `A bare repository plays GitHub, a folder the cloud. git, Terraform and the action are real; the secret is made up: '${PASSPHRASE}'.`,
    { indent: 0 }
  )
  terminal.say(terminal.style('dim', `Everything is in ${folder}`))
  const world = await createWorld(folder)
  const page = join(folder, 'index.html')
  const acts = []
  const ends = []
  try {
    for (const act of ACTS) acts.push(await performAct(terminal, world, act, acts.length + 1))
    for (const show of [showAuditTrail, showNothingIsLeft]) ends.push(await show(terminal, world))
  } finally {
    writeFileSync(page, renderStoryPage(acts, ends))
  }
  terminal.say(`\n${terminal.style('bold', 'All summaries on one page')}`)
  terminal.say(`   ${pathToFileURL(page).href}`)
}
