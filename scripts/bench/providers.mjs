// The benchmark's last block: what a warm provider cache saves.
import { join } from 'node:path'
import { median, ms, print } from './numbers.mjs'
import { DIST, must, NODE } from './world.mjs'

/** Without a network on either side: what must be slow for a cache to pay. */
export function printCache(base, environment) {
  const title = 'The provider cache, with a provider of 120 MB that cannot be compressed'
  const options = { cwd: base, env: { ...environment, TMPDIR: base } }
  if (must(NODE, ['-p', 'Boolean(process.features.typescript)'], options).trim() !== 'true') {
    return print(
      title,
      [''],
      [['not measured: needs Node 24, which npm test brings along, or one in NODE24']]
    )
  }
  const program = join(import.meta.dirname, 'cache.mjs')
  const found = JSON.parse(must(NODE, [program, join(DIST, 'index.js'), '120', '3'], options))
  const [cold, restore, warm, save] = ['cold', 'restore', 'warm', 'save'].map((name) =>
    median(found[name])
  )
  const rows = [
    ['init, nothing there', ms(cold), 'unpacked from a folder of this disk'],
    ['init, cache warm', ms(warm), `${(warm / cold).toFixed(2)} × the init above`],
    [
      'restore before it',
      ms(restore),
      'from a service on loopback; beside reading refs and the lock'
    ],
    ['save, once', ms(save), 'when record and lock are written'],
    [
      'pays where',
      ms(warm + restore - cold),
      'or more is what a registry takes longer than the cache'
    ]
  ]
  print(title, ['', 'time', ''], rows)
}
