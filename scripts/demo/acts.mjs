// The acts of the story: what people type, and what they may expect of it.
import { CHANGE, FILES } from './module.mjs'

/**
 * `words` are for the page; `commands` are git's arguments; `edit` is what changes in main.tf
 * before them; `files` are shown on the page; `branch` is whose run it is; `refused` is the reason with which the run must fail.
 */
export const ACTS = [
  {
    name: 'production',
    title: 'The branch main is production',
    words: 'Two lines of the workflow say which branches are environments: env-*, and main = prod.',
    files: FILES,
    commands: [['push', 'origin', 'main']],
    branch: 'main'
  },
  {
    name: 'create',
    title: 'Create an environment',
    words: 'Alice wants one of her own. She pushes a branch.',
    commands: [
      ['switch', '-c', 'env-alice'],
      ['push', 'origin', 'env-alice']
    ],
    branch: 'env-alice'
  },
  {
    name: 'update',
    title: 'Update it',
    words: 'A newer PostgreSQL, a larger site, a search page.',
    edit: CHANGE,
    commands: [
      ['commit', '-am', 'PostgreSQL 16 and a search page'],
      ['push', 'origin', 'env-alice']
    ],
    branch: 'env-alice'
  },
  {
    name: 'roll-back',
    title: 'Roll it back',
    words: 'The shop does not like PostgreSQL 16: back to the code before.',
    commands: [
      ['revert', '--no-edit', 'HEAD'],
      ['push', 'origin', 'env-alice']
    ],
    branch: 'env-alice'
  },
  {
    name: 'refused',
    title: 'The same update on production is refused',
    words: 'Somebody pushes it to main. It would replace the database, which the policy forbids.',
    commands: [['push', 'origin', 'env-alice~1:main']],
    branch: 'main',
    refused: 'destroy-budget'
  },
  {
    name: 'delete',
    title: 'Delete the branch',
    words: 'The environment goes with it, by the code that was applied last.',
    commands: [['push', 'origin', '--delete', 'env-alice']],
    branch: 'env-alice'
  }
]

/** As a person types it. */
export const typed = (args) =>
  ['git', ...args].map((arg) => (/^[\w./:~=*+-]+$/u.test(arg) ? arg : `'${arg}'`)).join(' ')
