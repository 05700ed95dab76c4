// What the provider does with things: plans them, and makes, changes and removes them in the cloud.
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { ExtData } from '@msgpack/msgpack'

/** How Terraform writes a value that is known only after the apply. */
const UNKNOWN = new ExtData(0, new Uint8Array([0]))
const POLL_MS = 20

/** @typedef {Record<string, any>} Thing */
/** @typedef {{ thing: Thing | null, error?: { summary: string, detail: string, attribute?: string } }} Outcome */

/** @param {ReturnType<typeof import('./cloud.mjs').openCloud>} cloud */
export function createThings(cloud) {
  let stopped = false
  /** @type {Record<string, string>} */
  let defaultTags = {}

  /** Whether it could wait to the end; a stop ends it early. @param {Thing} thing @param {number | null} ms */
  const waited = async (thing, ms) => {
    const until = Date.now() + (ms ?? 0)
    while (Date.now() < until && !cloud.inHurry()) {
      if (stopped && !thing['ignore_stop']) return false
      await sleep(POLL_MS)
    }
    return true
  }

  /** @param {Thing} thing @param {string} doing */
  const interrupted = (thing, doing) => {
    cloud.note(`gave up ${doing} ${thing['name']}`)
    return { summary: 'context canceled', detail: `${doing} '${thing['name']}' was stopped.` }
  }

  /** The object is there from the first moment, as in real clouds. @param {Thing} planned @returns {Promise<Outcome>} */
  const create = async (planned) => {
    if (planned['fail'] !== null) {
      const summary = `creating Thing '${planned['name']}': HTTP 409 Conflict`
      return { thing: null, error: { summary, detail: planned['fail'], attribute: 'name' } }
    }
    const thing = { ...planned, id: randomUUID() }
    cloud.put(thing.id, thing)
    if (await waited(thing, planned['create_ms'])) return { thing }
    return { thing, error: interrupted(thing, 'creating') }
  }

  /** @param {Thing} prior @returns {Promise<Outcome>} */
  const destroy = async (prior) => {
    if (!(await waited(prior, prior['destroy_ms']))) {
      return { thing: prior, error: interrupted(prior, 'destroying') }
    }
    cloud.remove(prior['id'])
    return { thing: null }
  }

  return {
    /** Terraform configures once each time it runs, also where the provider outlives it. @param {Thing} config */
    configure: (config) => {
      stopped = false
      defaultTags = config['default_tags'] ?? {}
    },
    stop: () => {
      cloud.note('stop')
      stopped = true
    },
    /** @param {Thing} thing @returns {Thing | null} */
    read: (thing) => (cloud.has(thing['id']) ? thing : null),
    /** @param {Thing | null} prior @param {Thing} proposed */
    plan: async (prior, proposed) => {
      cloud.note(`plan ${proposed['name']}`)
      const tags = { ...defaultTags, ...proposed['tags'] }
      const replaced = prior !== null && prior['force'] !== proposed['force']
      const planned = {
        ...proposed,
        id: prior === null || replaced ? UNKNOWN : prior['id'],
        tags_all: Object.keys(tags).length === 0 ? null : tags
      }
      const ended = await waited(proposed, proposed['plan_ms'])
      return { planned, replaced, error: ended ? undefined : interrupted(proposed, 'planning') }
    },
    /** @param {Thing | null} prior @param {Thing | null} planned @returns {Promise<Outcome>} */
    apply: async (prior, planned) => {
      const verb = planned === null ? 'destroy' : prior === null ? 'create' : 'update'
      const name = (planned ?? prior)?.['name']
      cloud.note(`${verb} ${name}`)
      if (planned !== null && prior !== null) {
        cloud.put(prior['id'], planned)
        return { thing: planned }
      }
      const outcome = planned === null ? await destroy(prior ?? {}) : await create(planned)
      if (outcome.error === undefined) cloud.note(`${verb} ${name} done`)
      return outcome
    }
  }
}
