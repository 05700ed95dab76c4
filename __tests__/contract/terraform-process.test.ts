// Terraform as a process: one interrupt for its whole group, nothing left running, nothing left open.
import { afterAll, describe, expect, test } from '@jest/globals'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TERRAFORM_PID } from '../../src/run-directory.ts'
import { openTerraform } from '../../src/terraform/cli.ts'
import { terraformEnvironment } from '../../src/terraform/process-environment.ts'
import {
  applyPlan,
  initialise,
  makePlan,
  pullState,
  unsavedState
} from '../../src/terraform/run.ts'
import { sleep } from '../harness/process.ts'
import { testIf, withTerraform } from '../harness/tools.ts'

const top = mkdtempSync(join(tmpdir(), 'terraform-process-'))
afterAll(() => rmSync(top, { recursive: true, force: true }))

const onLinux = testIf(existsSync('/proc/self/stat'))
const nothing = (): void => undefined

/** Waits until the text is in the file. */
async function appears(file: string, text: string): Promise<void> {
  const there = (): boolean => existsSync(file) && readFileSync(file, 'utf8').includes(text)
  for (let tries = 0; tries < 400 && !there(); tries += 1) await sleep(25)
}

/** Whether a process runs; one that ended but was not waited for is a zombie. */
function isAlive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/u.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

describe('any program', () => {
  /** Says its signals, as its child does, and ends a little later. */
  const PROGRAM = `
    const fs = require('node:fs')
    const [log, role] = process.argv.slice(1)
    process.on('SIGINT', () => {
      fs.appendFileSync(log, role + ' SIGINT\\n')
      setTimeout(() => process.exit(role === 'parent' ? 3 : 0), 300)
    })
    if (role === 'parent') require('node:child_process').spawn(process.execPath, ['-e', process.env.PROGRAM, log, 'child'])
    fs.appendFileSync(log, role + ' ready\\n')
    setInterval(() => undefined, 1000)
  `
  const opened = (scratch: string) =>
    openTerraform({
      tool: 'terraform',
      varFiles: [],
      program: process.execPath,
      directory: scratch,
      scratch,
      environment: { ...(process.env as Record<string, string>), PROGRAM }
    })

  onLinux('gets one interrupt in the whole of its group, however many are asked for', async () => {
    const scratch = mkdtempSync(join(top, 'any-'))
    const log = join(scratch, 'log')
    const terraform = opened(scratch)
    const running = terraform.run(['-e', PROGRAM, log, 'parent'])
    await appears(log, 'parent ready')
    await appears(log, 'child ready')
    expect(isAlive(Number(readFileSync(join(scratch, TERRAFORM_PID), 'utf8')))).toBe(true)
    for (let time = 0; time < 3; time += 1) {
      terraform.interrupt()
      await sleep(20)
    }
    expect((await running).exitCode).toBe(3)
    const signals = readFileSync(log, 'utf8')
      .split('\n')
      .filter((line) => line.endsWith('SIGINT'))
    expect(signals.toSorted()).toEqual(['child SIGINT', 'parent SIGINT'])
    expect(readdirSync(scratch)).toEqual(['interrupted', 'log'])
  })

  test('hands over its lines, the last one without an end, too, and its errors', async () => {
    const scratch = mkdtempSync(join(top, 'any-'))
    const lines: string[] = []
    const script =
      "process.stdout.write('one\\ntwo ä\\n\\nlast'); process.stderr.write('bad'); process.exitCode = 2"
    const exit = await opened(scratch).run(['-e', script], (line) => void lines.push(line))
    expect(lines).toEqual(['one', 'two ä', '', 'last'])
    expect(exit).toEqual({ tool: 'terraform', exitCode: 2, stdout: '', stderr: 'bad' })
  })

  test('that dies of a signal has failed', async () => {
    const scratch = mkdtempSync(join(top, 'any-'))
    const { exitCode } = await opened(scratch).run(['-e', "process.kill(process.pid, 'SIGKILL')"])
    expect(exitCode).not.toBe(0)
  })
})

describe('an interrupt of real Terraform', () => {
  const slow = (log: string, trap: string): string => `resource "terraform_data" "a" {}
resource "terraform_data" "b" {
  depends_on = [terraform_data.a]
  provisioner "local-exec" {
    interpreter = ["/bin/sh", "-c"]
    command     = "${trap}; echo pid $$ >> ${log}; i=0; while [ $i -lt 600 ]; do sleep 0.1; i=$((i+1)); done"
  }
}
resource "terraform_data" "c" { depends_on = [terraform_data.b] }
`
  withTerraform.each([
    ['a provisioner', 'true'],
    ['a provisioner that ignores it', "trap '' INT TERM"]
  ])('during %s: the state is saved, and nothing is left running', async (_, trap) => {
    const scratch = mkdtempSync(join(top, 'real-'))
    const root = join(scratch, 'root')
    const log = join(scratch, 'log')
    mkdirSync(root)
    writeFileSync(join(root, 'main.tf'), slow(log, trap))
    const environment = terraformEnvironment(process.env, {})
    const terraform = openTerraform({
      tool: 'terraform',
      varFiles: [],
      program: 'terraform',
      directory: root,
      scratch,
      environment
    })
    const plan = {
      file: join(scratch, 'plan'),
      destroy: false,
      lock: true,
      lockTimeoutMs: 0
    }
    await initialise(terraform, [], nothing)
    await makePlan(terraform, plan, nothing)
    const applying = applyPlan(
      terraform,
      { file: plan.file, lockTimeoutMs: 0, version: '1.11.4' },
      nothing
    )
    await appears(log, 'pid')
    terraform.interrupt()
    expect((await applying).exitCode).toBe(1)
    await sleep(50)
    expect(isAlive(Number(/pid (\d+)/u.exec(readFileSync(log, 'utf8'))?.[1]))).toBe(false)
    expect(existsSync(join(scratch, TERRAFORM_PID))).toBe(false)
    expect(unsavedState(root)).toBeUndefined()
    expect(await pullState(terraform, 'apply-failed')).toBe(2)
  })
})

describe('a program that cannot be started', () => {
  const missing = (scratch: string) =>
    openTerraform({
      tool: 'terraform',
      varFiles: [],
      program: join(top, 'no-terraform'),
      directory: top,
      scratch,
      environment: {}
    })

  test('is told with what to do', async () => {
    const scratch = mkdtempSync(join(top, 'none-'))
    await expect(missing(scratch).run(['version'])).rejects.toMatchObject({
      reason: 'invalid-input',
      hint: expect.stringContaining('tool-version')
    })
    expect(readdirSync(scratch)).toEqual([])
  })

  onLinux('leaves no open file behind, nor what reads it', async () => {
    const open = (): number => readdirSync('/proc/self/fd').length
    const before = open()
    for (let round = 0; round < 5; round += 1) {
      const scratch = mkdtempSync(join(top, 'none-'))
      await expect(missing(scratch).run(['version'], nothing)).rejects.toThrow(
        'could not be started'
      )
    }
    expect(open()).toBeLessThan(before + 5)
  })
})
