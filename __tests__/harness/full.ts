// Whether this is `npm run test:full`, which also runs what takes too long for every day.

/** Long tests are registered only here; in `npm test` they do not exist, for no tool is missing. */
export const full = process.env['TEST_FULL'] === '1'

/** A way to define tests that exist in `npm run test:full` only. */
export const inFull = <T extends (...args: never[]) => unknown>(define: T): T =>
  full ? define : ((() => undefined) as unknown as T)
