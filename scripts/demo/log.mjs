// The runner's side of a step's output: what commands it, and what is left for people to read.

const LEVELS = { error: 'Error', warning: 'Warning', notice: 'Notice' }

/**
 * Takes the text that a step prints.
 * @param secrets masked from the beginning
 * @param onGroup gets the title of each group as it begins
 */
export function createLog(secrets, onGroup) {
  const masks = [...secrets]
  const errors = []
  let rest = ''
  let text = ''

  const mask = (line) => masks.reduce((masked, secret) => masked.replaceAll(secret, '***'), line)
  const line = (raw) => {
    const [, command, data] = /^::([a-z-]+)(?: [^:]*)?::(.*)$/u.exec(raw) ?? []
    if (command === 'add-mask') {
      masks.push(...decode(data).split('\n').filter(Boolean))
      return
    }
    if (command === 'endgroup' || command === 'debug') return
    const message = mask(command === undefined ? raw : decode(data))
    if (command === 'group') onGroup?.(message)
    if (command === 'error') errors.push(message)
    text += command in LEVELS ? `${LEVELS[command]}: ${message}\n` : `${message}\n`
  }

  return {
    write: (chunk) => {
      const lines = (rest + chunk).split('\n')
      rest = lines.pop()
      for (const one of lines) line(one)
    },
    text: () => text + mask(rest),
    /** The messages of its error annotations. */
    errors: () => errors
  }
}

const decode = (data) => data.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%')
