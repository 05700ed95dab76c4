// Serves a Terraform module as an archive over HTTP, and keeps those who ask for it waiting on demand.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startLoopback } from './loopback.ts'

export type Archive = Awaited<ReturnType<typeof startArchive>>

/** Starts it; `source` is what a `module` block names. It waits from the beginning, until `release`. */
export async function startArchive(main: string) {
  const folder = mkdtempSync(join(tmpdir(), 'archive-'))
  writeFileSync(join(folder, 'main.tf'), main)
  const content = execFileSync('tar', ['-cz', '-C', folder, 'main.tf'])
  rmSync(folder, { recursive: true })
  const waiting: ServerResponse[] = []
  let held = true
  const send = (response: ServerResponse): void =>
    void response.writeHead(200, { 'content-type': 'application/gzip' }).end(content)
  const { url, close } = await startLoopback((_request, response) => {
    if (held) waiting.push(response)
    else send(response)
  })
  return {
    source: `${url}/module.tar.gz`,
    /** Whether somebody has asked for it. */
    asked: (): boolean => waiting.length > 0,
    release: (): void => {
      held = false
      waiting.splice(0).forEach((response) => send(response))
    },
    close
  }
}
