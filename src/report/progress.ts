/** Turns Terraform's events into lines of the log: one an event, aligned, with elapsed time. */
import type { TerraformEvent } from '../terraform/events.ts'
import { oneLine, printable } from './markdown.ts'

/** Maps, for an action may be called anything, `constructor` too. */
const DONE: ReadonlyMap<string, string> = new Map([
  ['create', '+ created'],
  ['update', '~ changed'],
  ['delete', '- destroyed'],
  ['replace', '± replaced'],
  ['read', '  read']
])

const DOING: ReadonlyMap<string, string> = new Map([
  ['create', 'creating'],
  ['update', 'changing'],
  ['delete', 'destroying'],
  ['read', 'reading']
])

/** A line for people, or undefined for an event that says nothing new. */
export function renderEvent(event: TerraformEvent): string | undefined {
  switch (event.kind) {
    case 'planned':
      return `${column(`will ${event.action}`)}${event.address}`
    case 'drift':
      return `${column('changed outside')}${event.address} (${event.action})`
    case 'progress':
      return `${column(`still ${DOING.get(event.step.action) ?? event.step.action}`)}${event.step.address}, ${elapsed(event.step.elapsedSeconds)}`
    case 'done':
      return `${column(DONE.get(event.step.action) ?? event.step.action)}${event.step.address}, ${elapsed(event.step.elapsedSeconds)}`
    case 'failed':
      return `${column('! failed')}${event.step.address}, ${elapsed(event.step.elapsedSeconds)}`
    case 'message':
      return event.text.trim() === '' ? undefined : oneLine(event.text.trim())
    case 'diagnostic':
    case 'outputs':
    case 'refreshed':
    case 'started':
    case 'version':
      return undefined
  }
}

const column = (text: string): string => text.padEnd(18)

/** `2m10s` */
export const elapsed = (seconds: number): string =>
  seconds < 60
    ? `${Math.round(seconds)}s`
    : `${Math.floor(seconds / 60)}m${String(Math.round(seconds) % 60).padStart(2, '0')}s`

/**
 * Foreign text as lines that the runner does not take for commands: not `::command::`, wherever
 * blanks precede it, and not the older `##[command]`, wherever it stands.
 */
export const harmless = (text: string): string =>
  printable(text)
    .split('\n')
    .map((line) => line.replaceAll('##[', '## [').replace(/^(\s*)::/u, '$1: :'))
    .join('\n')
