// The resource types of real providers that the examples use: their attributes, and what their clouds refuse.

/** @typedef {Record<string, any>} Thing */
/**
 * @typedef {object} Type
 * @property {Record<string, unknown>} required attributes with their types
 * @property {Record<string, unknown>} [optional]
 * @property {Record<string, (thing: Thing) => unknown>} computed what the cloud makes up; `id` is one
 * @property {Record<string, (thing: Thing, defaults: Record<string, string>) => Record<string, string>>} [merged] what
 * the provider itself makes of a thing's tags and of those for all of its resources, known when it plans
 * @property {readonly string[]} [fixed] a change of one of these replaces the resource
 * @property {string} [foldsCase] a map whose keys may not differ by case alone
 * @property {Record<string, RegExp>} [shapes] what these attributes must look like, where they are known
 */
/**
 * @typedef {object} Provider
 * @property {(version: number) => object} provider its schema, by its version, of which `5.62` is 5.062
 * @property {(config: Record<string, any>, env: Record<string, string | undefined>, version: number) => Record<string, string>} [defaults]
 * the tags for all resources
 * @property {Record<string, Type>} types
 */

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

const PREFIX = 'TF_AWS_DEFAULT_TAGS_'
/** @param {Record<string, string | undefined>} env @returns {Record<string, string>} */
const tagsIn = (env) =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value = '']) =>
      name.startsWith(PREFIX) ? [[name.slice(PREFIX.length), value]] : []
    )
  )

/** As they have been since 5.0. @param {Thing} thing @param {Record<string, string>} defaults */
const allLabels = ({ labels }, defaults) => ({ ...defaults, ...labels })
/** @type {Provider} */
const GOOGLE = {
  provider: (version) => ({
    attributes: [
      attribute('project', 'string', optional),
      attribute('region', 'string', optional),
      ...(version < 5 ? [] : [attribute('default_labels', TAGS, optional)])
    ]
  }),
  defaults: ({ default_labels: labels }) => labels ?? {},
  types: {
    google_storage_bucket: {
      required: { name: 'string', location: 'string' },
      optional: { labels: TAGS, uniform_bucket_level_access: 'bool', force_destroy: 'bool' },
      fixed: ['name', 'location'],
      shapes: {
        name: /^[a-z0-9][a-z0-9_.-]{1,61}[a-z0-9]$/u,
        effective_labels: /^[a-z0-9_-]{0,63}$/u
      },
      merged: { terraform_labels: allLabels, effective_labels: allLabels },
      computed: { id: ({ name }) => name }
    }
  }
}

/** @type {Record<string, Provider>} */
export const CATALOGUE = {
  azurerm: {
    provider: () => ({
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
    }),
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
    provider: () => ({
      attributes: [attribute('region', 'string', optional)],
      block_types: [block('default_tags', [attribute('tags', TAGS, optional)])]
    }),
    // What is in the configuration wins, key by key.
    defaults: ({ default_tags: blocks }, env, version) => ({
      ...(version < 5.062 ? {} : tagsIn(env)),
      ...blocks?.[0]?.tags
    }),
    types: {
      aws_s3_bucket: {
        required: {},
        optional: { bucket_prefix: 'string', force_destroy: 'bool', tags: TAGS },
        fixed: ['bucket_prefix'],
        shapes: {
          bucket_prefix: /^[a-z0-9][a-z0-9.-]{0,36}$/u,
          tags_all: /^(?!aws:)[\p{L}\p{N}\p{Z}_.:/=+\-@]{0,256}$/iu
        },
        merged: { tags_all: ({ tags }, defaults) => ({ ...defaults, ...tags }) },
        computed: {
          id: ({ bucket_prefix: prefix }) => `${prefix}20260101000000000000000001`,
          bucket_regional_domain_name: ({ bucket_prefix: prefix }) =>
            `${prefix}20260101000000000000000001.s3.eu-west-1.amazonaws.com`
        }
      },
      aws_iam_role: {
        required: { name: 'string' },
        optional: { tags: TAGS },
        fixed: ['name'],
        foldsCase: 'tags_all',
        merged: { tags_all: ({ tags }, defaults) => ({ ...defaults, ...tags }) },
        computed: { id: ({ name }) => name }
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
  google: GOOGLE,
  'google-beta': GOOGLE
}
