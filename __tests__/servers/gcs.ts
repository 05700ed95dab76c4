// Google Cloud Storage on loopback, for Terraform's `gcs` backend: fake-gcs-server, where it is on the PATH.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from './loopback.ts'
import { hasProgram, startProgram } from './program.ts'

export const hasGcs = hasProgram('fake-gcs-server', '-h')

export type Gcs = Awaited<ReturnType<typeof startGcs>>

const BUCKET = 'states'

/** Starts it with one bucket. It checks no credentials; preconditions on generations it honours. */
export async function startGcs() {
  const host = `127.0.0.1:${await freePort()}`
  const url = `http://${host}`
  const { close } = await startProgram(
    'fake-gcs-server',
    (folder) => {
      mkdirSync(join(folder, 'data'))
      const [address = '', port = ''] = host.split(':')
      const place = ['-scheme', 'http', '-host', address, '-port', port, '-public-host', host]
      const files = ['-backend', 'filesystem', '-filesystem-root', join(folder, 'data')]
      return { args: [...place, ...files, '-log-level', 'warn'] }
    },
    async () => (await fetch(`${url}/_internal/healthcheck`)).ok
  )
  const objects = `${url}/storage/v1/b/${BUCKET}/o`
  const created = await fetch(`${url}/storage/v1/b?project=test`, {
    method: 'POST',
    body: JSON.stringify({ name: BUCKET })
  })
  if (!created.ok) throw new Error(`fake-gcs-server made no bucket: ${await created.text()}`)
  return {
    url,
    bucket: BUCKET,
    /** What Terraform's `storage_custom_endpoint` is for it. */
    endpoint: `${url}/storage/v1/`,
    /** The names of every object, sorted. */
    names: async (): Promise<string[]> => {
      const { items = [] } = (await (await fetch(objects)).json()) as { items?: { name: string }[] }
      return items.map(({ name }) => name).toSorted()
    },
    /** An object's text; undefined where there is none. */
    get: async (name: string): Promise<string | undefined> => {
      const answer = await fetch(`${objects}/${encodeURIComponent(name)}?alt=media`)
      return answer.ok ? await answer.text() : undefined
    },
    /** Writes an object, or with `undefined` removes it. */
    put: async (name: string, text: string | undefined): Promise<void> => {
      const one = encodeURIComponent(name)
      const answer =
        text === undefined
          ? await fetch(`${objects}/${one}`, { method: 'DELETE' })
          : await fetch(`${url}/upload/storage/v1/b/${BUCKET}/o?uploadType=media&name=${one}`, {
              method: 'POST',
              body: text
            })
      if (!answer.ok) throw new Error(`fake-gcs-server answered with ${answer.status}`)
    },
    close
  }
}
