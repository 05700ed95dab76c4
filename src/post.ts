/** The post step: an entry of its own, so that it can never be taken for the step. */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { finish } from './finish.ts'

const run = process.env['STATE_run'] ?? ''
if (run === '') process.stdout.write('Nothing was begun.\n')
else await finish(run, join(dirname(fileURLToPath(import.meta.url)), '..', 'index.js'), process.env)
