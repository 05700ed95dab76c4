/** Says what a run that never ended has left behind. */
import type { Held } from './lock.ts'
import { rescueRef } from './record.ts'
import type { EnvironmentRecord, RunIdentity } from './record.ts'
import type { Remote } from './records.ts'
import type { Run } from './run.ts'

/** Notes a broken lock, and an apply that was begun and never told its end. */
export function noteFound(run: Run, { broken, remote }: Held): void {
  const tell = (text: string): void => {
    if (run.report.notices.includes(text)) return // told before another run came in between
    run.log.say(text)
    run.report.notices.push(text)
  }
  const holder = broken?.lock.holder
  if (broken !== undefined && holder !== undefined) {
    tell(
      `The lock of run ${holder.id}, attempt ${holder.attempt}, of ${holder.actor} was broken, for that run is over (${broken.how}): ${holder.url}`
    )
  }
  const record = remote.stored?.record
  if (record === undefined || record.outcome === 'destroyed') return
  if (record.outcome === 'applying') tell(neverEnded(record, record.run))
  else if (record.interrupted === true) {
    const { url } = record.unended ?? record.run
    tell(`In an earlier run, Terraform was killed in the middle of the apply: ${url}. ${LOOK}`)
  } else if (record.outcome === 'failed' && record.unended !== undefined)
    tell(neverEnded(record, record.unended))
}

/** A plan changes nothing, a rescued state's place included. */
export function noteRescued({ report, names }: Run, remote: Remote): void {
  if (remote.rescue === undefined) return
  report.notices.push(
    `An earlier run rescued a state in ${rescueRef(names)} that is not put back yet: this plan does not know what it holds. The next push puts it back first.`
  )
}

const neverEnded = ({ attempted, operation }: EnvironmentRecord, { url }: RunIdentity): string =>
  `An earlier run began to ${operation} ${attempted.slice(0, 7)} and never told how it ended: ${url}. ${LOOK}`

const LOOK =
  'What it made in its last 20 seconds may be missing in the state: if Terraform says that something exists already, import it or remove it by hand.'
