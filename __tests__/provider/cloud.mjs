// A cloud in one JSON file: every object that exists, by id, and a list of the calls the provider got.
import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * @param {string} folder where it keeps `objects.json` and `calls.log`; a file `hurry` in it ends all waiting
 */
export function openCloud(folder) {
  const file = join(folder, 'objects.json')

  /** @returns {Record<string, object>} */
  const read = () => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {})

  /** Written beside and renamed: a reader never sees half of it. @param {Record<string, object>} objects */
  const write = (objects) => {
    const fresh = `${file}.${process.pid}`
    writeFileSync(fresh, JSON.stringify(objects, undefined, 1))
    renameSync(fresh, file)
  }

  return {
    /** @param {string} id */
    has: (id) => Object.hasOwn(read(), id),
    /** @param {string} id @param {object} object */
    put: (id, object) => write({ ...read(), [id]: object }),
    /** @param {string} id */
    remove: (id) => {
      const { [id]: _gone, ...rest } = read()
      write(rest)
    },
    /** @param {string} line */
    note: (line) => appendFileSync(join(folder, 'calls.log'), `${line}\n`),
    inHurry: () => existsSync(join(folder, 'hurry'))
  }
}
