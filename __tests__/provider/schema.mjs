// What the provider's configuration and its one resource type, `fake_thing`, are made of.

/** @param {string} name @param {unknown} type @param {Record<string, boolean>} how */
const attribute = (name, type, how = { optional: true }) => ({
  name,
  type: Buffer.from(JSON.stringify(type)),
  ...how
})

const TAGS = ['map', 'string']

/** `default_tags` are added to the tags of every thing. */
export const PROVIDER = { version: 0, block: { attributes: [attribute('default_tags', TAGS)] } }

export const THING = {
  version: 0,
  block: {
    attributes: [
      attribute('id', 'string', { computed: true }),
      attribute('name', 'string', { required: true }),
      attribute('secret', 'string', { optional: true, sensitive: true }),
      attribute('tags', TAGS),
      attribute('tags_all', TAGS, { computed: true }),
      // How long its plan, creation and destruction take, in milliseconds.
      attribute('plan_ms', 'number'),
      attribute('create_ms', 'number'),
      attribute('destroy_ms', 'number'),
      // Whether those waits go on when Terraform asks the provider to stop.
      attribute('ignore_stop', 'bool'),
      // The message its creation fails with.
      attribute('fail', 'string'),
      // A change of it replaces the thing.
      attribute('force', 'string')
    ]
  }
}
