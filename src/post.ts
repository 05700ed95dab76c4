/** The post step: an entry of its own, so that it can never be taken for the step. */
import { fileURLToPath } from 'node:url'
import { finish } from './finish.ts'

const run = process.env['STATE_run'] ?? ''
if (run === '') process.stdout.write('Nothing was begun.\n')
else await finish(run, fileURLToPath(new URL('../index.js', import.meta.url)), process.env)
