// What can be said to the demo on its command line.

export const HELP = `npm run demo [-- --directory FOLDER]

Tells the life of an environment, with real git and Terraform, in a folder of its own:
no GitHub, no cloud, no account. The job summaries stay in the folder as Markdown and HTML.

  --directory FOLDER  where everything goes; made if it is not there, else it must be empty.
                      Without it: a new temporary folder.
  --help              this text
`

/** @returns `help`, or `directory` (undefined: a temporary one), or `problem`, why neither can be told */
export function parseOptions(args) {
  const [name, value, ...rest] = args.flatMap((arg) =>
    arg.startsWith('--directory=') ? ['--directory', arg.slice('--directory='.length)] : [arg]
  )
  if (name === undefined) return {}
  if (name === '--help' || name === '-h') return { help: true }
  if (name !== '--directory') {
    return { problem: `'${name}' is not an option; write --directory FOLDER or --help.` }
  }
  if (value === undefined || value === '' || value.startsWith('--')) {
    return { problem: '--directory is given without a folder; write --directory FOLDER.' }
  }
  if (rest.length > 0) {
    return { problem: `'${rest[0]}' is too much after --directory FOLDER; leave it out.` }
  }
  return { directory: value }
}

/** Ends with a message and exit code 1. */
export function fail(message) {
  process.stderr.write(`Error: ${message}\n`)
  process.exitCode = 1
}
