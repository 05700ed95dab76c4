// What was ever pushed to an origin: a hook of its own notes every ref that moved, from where to where.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Origin } from '../harness/origin.ts'

/** A ref that a push moved; undefined stands for "does not exist". */
export interface Move {
  readonly ref: string
  readonly from: string | undefined
  readonly to: string | undefined
}

export type Journal = ReturnType<typeof keepJournal>

/** Notes, from now on, every push that the origin accepts. */
export function keepJournal(origin: Origin) {
  const file = join(origin.base, 'journal')
  // One write for each push: two that come at once do not mix their lines.
  origin.hook('post-receive', `#!/bin/sh\nlines=$(cat)\nprintf '%s\\n\\n' "$lines" >>'${file}'\n`)

  /** What each push moved. The order of two pushes by two runs is not known. */
  const pushes = (): readonly (readonly Move[])[] => {
    const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
    const blocks = text.split('\n\n').filter((block) => block !== '')
    return blocks.map((block) => block.split('\n').map(moveOf))
  }

  return {
    pushes,
    /** How often a ref with this prefix came to be. */
    taken: (prefix: string): number =>
      pushes()
        .flat()
        .filter(({ ref, from }) => ref.startsWith(prefix) && from === undefined).length,
    /**
     * The commits that a ref pointed at, one after the other, from its first to where it points now. Every
     * move is one of them: an update that overwrote another, or came from elsewhere, throws.
     */
    chain: (ref: string): readonly string[] => {
      const moves = pushes()
        .flat()
        .filter((move) => move.ref === ref)
      const commits: string[] = []
      for (let at: string | undefined, left = moves; left.length > 0;) {
        const next = left.find((move) => move.from === at)
        if (next?.to === undefined) throw new Error(`${ref}: ${left.length} moves lead nowhere`)
        at = next.to
        left = left.filter((move) => move !== next)
        commits.push(at)
      }
      const now = origin.refs(ref)[ref]
      if (commits.at(-1) !== now) throw new Error(`${ref} is at ${now}, which nobody pushed`)
      return commits
    }
  }
}

function moveOf(line: string): Move {
  const [from = '', to = '', ref = ''] = line.split(' ')
  const commit = (name: string): string | undefined => (/^0+$/u.test(name) ? undefined : name)
  return { ref, from: commit(from), to: commit(to) }
}
