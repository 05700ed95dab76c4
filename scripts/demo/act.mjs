// One act: a person's commands, the run that GitHub would start for them, and what came of it.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { typed } from './acts.mjs'
import { deleteEvent, pushEvent, runAction } from './job.mjs'
import { renderActPage } from './page.mjs'
import { stopIfInterrupted } from './programs.mjs'
import { readSummary } from './summary.mjs'
import { printable } from './terminal.mjs'

/**
 * Performs and prints an act, and leaves its summary and log in the folder.
 * @returns the act with its `number`, `command` (as typed), `difference`, `summary` and `headline`
 * @throws Error with the action's own message where the run is not what the act expects
 */
export async function performAct(terminal, world, act, number) {
  const { say, tell, style } = terminal
  const command = act.commands.map(typed).join(' && ')
  say(`\n${style('bold', `${number}  ${act.title}`)}`)
  tell(`$ ${command}`)

  const before = await headOf(world, act.branch)
  if (act.edit !== undefined) world.edit(act.edit)
  for (const args of act.commands) await world.git(...args)
  const after = await headOf(world, act.branch)
  const event =
    after === undefined
      ? deleteEvent(act.branch, await headOf(world, 'main'))
      : pushEvent(act.branch, before, after)
  const isChange = before !== undefined && after !== undefined
  const difference = isChange ? await changedLines(world, before, after) : ''

  const run = await terminal.wait(
    'the action starts',
    async (at) => await runAction(world, event, at)
  )
  const answer = readSummary(run.summary)
  const { summary } = run
  const done = { ...act, number, command, summary, headline: answer.headline, difference }
  const file = leave(world.folder, done, run.log)
  stopIfInterrupted()
  if (run.exitCode !== (act.refused === undefined ? 0 : 1) || run.outputs.reason !== act.refused) {
    throw new Error(complaintOf(run, file))
  }
  printAnswer(terminal, answer, act.refused === undefined ? ['green', 'yellow'] : ['red', 'red'])
  tell(`summary: ${file}.html`, { colour: 'dim' })
  return done
}

function printAnswer({ tell }, { headline, numbers, alerts }, [verdict, danger]) {
  tell(headline, { colour: verdict })
  tell(numbers)
  for (const alert of alerts) tell(alert, { colour: danger })
}

/** Writes an act's three files. @returns their name without ending */
function leave(folder, act, log) {
  const file = `${act.number}-${act.name}`
  writeFileSync(join(folder, `${file}.md`), act.summary)
  writeFileSync(join(folder, `${file}.html`), renderActPage(act))
  writeFileSync(join(folder, `${file}.log`), log)
  return file
}

const headOf = async (world, branch) => (await world.refs())[`refs/heads/${branch}`]

/** The lines of main.tf that differ, without the words about where they stand. */
async function changedLines(world, before, after) {
  const lines = (await world.git('diff', '--unified=0', '--no-color', before, after)).split('\n')
  return lines.slice(lines.findIndex((line) => line.startsWith('@@')) + 1).join('\n')
}

/** What the action itself says about it, in full; its hints are for a workflow, so the demo may add one of its own. */
function complaintOf({ exitCode, outputs, errors, log }, file) {
  const words = printable(errors.length === 0 ? log.trim() : errors.join('\n'))
  const hint =
    outputs.reason === 'tool-unavailable'
      ? 'The demo needs Terraform: install it, or let this machine reach releases.hashicorp.com.\n\n'
      : ''
  return `The action ended with exit code ${exitCode}, which is not how the story goes. It says:\n\n${words}\n\n${hint}The whole log: ${file}.log`
}
