// Photographs a real job summary for the README, light and dark: `npm run picture [SUMMARY.md]`.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { act, createWorld } from './bench/world.mjs'
import { pageOf } from './picture/page.mjs'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
/** Of the page, in CSS pixels: about what GitHub gives a summary. */
const WIDTH = 860
/** More than a summary needs; what is below its end is not photographed. */
const TALLEST = 4000

const browser = BROWSERS.find((name) => spawnSync(name, ['--version']).status === 0)
if (browser === undefined) {
  console.error(
    `No browser was found on the PATH: ${BROWSERS.join(', ')}. Install one of them; on Debian and Ubuntu: apt-get install chromium`
  )
  process.exit(1)
}

const folder = mkdtempSync(join(tmpdir(), 'picture-'))
try {
  const [file] = process.argv.slice(2)
  const summary = file === undefined ? summaryOfRun() : readFileSync(file, 'utf8')
  for (const theme of ['light', 'dark']) {
    const picture = join(ROOT, 'docs', `summary-${theme}.png`)
    photograph(pageOf(summary, theme), picture)
    console.log(`docs/summary-${theme}.png: ${Math.ceil(statSync(picture).size / 1024)} kB`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** What the action itself writes for a push that changes an environment, with real Terraform. */
function summaryOfRun() {
  const module = readFileSync(new URL('picture/main.tf', import.meta.url), 'utf8')
  const changed = module
    .replace('default = "14"', 'default = "16"')
    .replace('default = "small"', 'default = "large"')
  const before = module.replace(/\nresource "terraform_data" "uploads" \{[\s\S]*?\n\}\n/u, '')
  const world = createWorld(join(folder, 'world'), 'git')
  const applied = { operation: 'apply', changes: true }
  act(world.push('env-alice', before), applied)
  const job = world.push('env-alice', changed)
  act(job, applied)
  return readFileSync(job.summary, 'utf8')
}

/** Writes a PNG of a page, cut at the end of what is on it. */
function photograph(html, picture) {
  const page = join(folder, 'page.html')
  writeFileSync(page, html)
  const measured = look(page, TALLEST, '--dump-dom')
  const height = Number(/data-height="(\d+)"/u.exec(measured)?.[1])
  if (!(height > 0 && height <= TALLEST))
    throw new Error(`The page is ${height} pixels high instead of 1 to ${TALLEST}.`)
  look(page, height, `--screenshot=${picture}`)
}

/** Opens a page, without network and with a profile of its own. */
function look(page, height, what) {
  const profile = join(folder, 'profile')
  const { status, stdout, stderr } = spawnSync(
    browser,
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-sync',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
      '--hide-scrollbars',
      '--force-device-scale-factor=1.75',
      `--user-data-dir=${profile}`,
      `--window-size=${WIDTH},${height}`,
      what,
      pathToFileURL(page).href
    ],
    { encoding: 'utf8', timeout: 60_000 }
  )
  if (status !== 0) throw new Error(`${browser} ended with ${status}: ${stderr}`)
  return stdout
}
