// The resource types of real providers that the examples use: their attributes, and what their clouds refuse.

/** @typedef {Record<string, any>} Thing */
/**
 * @typedef {object} Type
 * @property {Record<string, unknown>} required attributes with their types
 * @property {Record<string, unknown>} [optional]
 * @property {Record<string, (thing: Thing) => unknown>} computed what the cloud makes up; `id` is one
 * @property {readonly string[]} [fixed] a change of one of these replaces the resource
 * @property {Record<string, RegExp>} [shapes] what these attributes must look like, where they are known
 */
/** @typedef {{ provider: object, types: Record<string, Type> }} Provider */

const TAGS = ['map', 'string']

/** @param {string} name @param {unknown} type @param {Record<string, boolean>} how */
export const attribute = (name, type, how) => ({
  name,
  type: Buffer.from(JSON.stringify(type)),
  ...how
})
/** @param {string} name @param {object[]} attributes @param {object[]} [blocks] */
const block = (name, attributes, blocks = []) => ({
  type_name: name,
  nesting: 'LIST',
  block: { attributes, block_types: blocks }
})
const optional = { optional: true }

/** @type {Record<string, Provider>} */
export const CATALOGUE = {
  azurerm: {
    provider: {
      block_types: [
        block(
          'features',
          [],
          [
            block('resource_group', [
              attribute('prevent_deletion_if_contains_resources', 'bool', optional)
            ])
          ]
        )
      ]
    },
    types: {
      azurerm_resource_group: {
        required: { name: 'string', location: 'string' },
        optional: { tags: TAGS },
        fixed: ['name', 'location'],
        shapes: { name: /^[\w.()-]{0,89}[\w()-]$/u },
        computed: { id: ({ name }) => `/subscriptions/0000/resourceGroups/${name}` }
      },
      azurerm_storage_account: {
        required: {
          name: 'string',
          resource_group_name: 'string',
          location: 'string',
          account_tier: 'string',
          account_replication_type: 'string'
        },
        optional: { min_tls_version: 'string', tags: TAGS },
        fixed: ['name', 'resource_group_name', 'location', 'account_tier'],
        shapes: { name: /^[a-z0-9]{3,24}$/u },
        computed: {
          id: ({ name }) => `/subscriptions/0000/storageAccounts/${name}`,
          primary_blob_endpoint: ({ name }) => `https://${name}.blob.core.windows.net/`
        }
      }
    }
  },
  aws: {
    provider: { block_types: [block('default_tags', [attribute('tags', TAGS, optional)])] },
    types: {
      aws_s3_bucket: {
        required: {},
        optional: { bucket_prefix: 'string', force_destroy: 'bool', tags: TAGS },
        fixed: ['bucket_prefix'],
        shapes: { bucket_prefix: /^[a-z0-9][a-z0-9.-]{0,36}$/u },
        computed: {
          id: ({ bucket_prefix: prefix }) => `${prefix}20260101000000000000000001`,
          bucket_regional_domain_name: ({ bucket_prefix: prefix }) =>
            `${prefix}20260101000000000000000001.s3.eu-west-1.amazonaws.com`,
          tags_all: ({ tags, default_tags: defaults }) => ({ ...defaults, ...tags })
        }
      },
      aws_s3_bucket_public_access_block: {
        required: { bucket: 'string' },
        optional: {
          block_public_acls: 'bool',
          block_public_policy: 'bool',
          ignore_public_acls: 'bool',
          restrict_public_buckets: 'bool'
        },
        fixed: ['bucket'],
        computed: { id: ({ bucket }) => bucket }
      }
    }
  },
  google: {
    provider: { attributes: [attribute('project', 'string', optional)] },
    types: {
      google_storage_bucket: {
        required: { name: 'string', location: 'string' },
        optional: { labels: TAGS, uniform_bucket_level_access: 'bool', force_destroy: 'bool' },
        fixed: ['name', 'location'],
        shapes: { name: /^[a-z0-9][a-z0-9_.-]{1,61}[a-z0-9]$/u, labels: /^[a-z0-9_-]{0,63}$/u },
        computed: { id: ({ name }) => name }
      }
    }
  }
}
