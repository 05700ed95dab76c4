// How the story is printed: colour and a line that moves where the terminal takes them, plain lines elsewhere.
import { WriteStream } from 'node:tty'

const COLOURS = { bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39], yellow: [33, 39] }
const MARKS = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const FRAME_MS = 100
const WIDEST = 100

/**
 * @param stream where to print; its `isTTY` and the variables NO_COLOR, FORCE_COLOR and TERM decide
 * @returns `say` prints a line, `style` colours a text, `wait` shows that something goes on
 */
export function createTerminal(stream, variables) {
  const coloured =
    (stream.isTTY === true || variables.FORCE_COLOR !== undefined) &&
    WriteStream.prototype.getColorDepth(variables) > 1
  const moves = stream.isTTY === true && variables.TERM !== 'dumb'
  const width = () => Math.max(40, Math.min(WIDEST, stream.columns ?? WIDEST))
  const style = (name, text) =>
    coloured ? `\u001B[${COLOURS[name][0]}m${text}\u001B[${COLOURS[name][1]}m` : text

  return {
    style,
    say: (text) => void stream.write(`${text}\n`),
    /** Prints a line while something is waited for. */
    note: (text) => void stream.write(`${moves ? '\r\u001B[K' : ''}   ${text}\n`),
    /** Prints foreign text, wrapped and indented; each line in a colour. */
    tell: (text, { indent = 3, colour } = {}) => {
      for (const line of wrap(printable(text), width() - indent)) {
        stream.write(`${' '.repeat(indent)}${colour === undefined ? line : style(colour, line)}\n`)
      }
    },
    /** Shows what `work` is at; `work` gets a function for that, and its result comes back. */
    wait: async (words, work) => {
      if (!moves) return await work(() => undefined)
      const start = performance.now()
      let now = words
      let frame = 0
      const draw = () => {
        const seconds = Math.floor((performance.now() - start) / 1000)
        const line = `   ${MARKS[frame++ % MARKS.length]} ${now}${seconds === 0 ? '' : `, ${seconds} s`}`
        stream.write(`\r\u001B[K${style('dim', line.slice(0, width() - 1))}`)
      }
      draw()
      const timer = setInterval(draw, FRAME_MS)
      try {
        return await work((next) => (now = printable(next)))
      } finally {
        clearInterval(timer)
        stream.write('\r\u001B[K')
      }
    }
  }
}

/** Without what would command a terminal. */
export const printable = (text) =>
  text.replaceAll(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/gu, '�')

/** Lines no longer than `width`, where there are spaces; further lines of an indented one are indented as it is. */
function wrap(text, width) {
  return text.split('\n').flatMap((line) => {
    const [indent] = /^ */u.exec(line)
    const lines = []
    let current = line
    while (current.length > width) {
      const at = current.lastIndexOf(' ', width)
      if (at <= indent.length) break
      lines.push(current.slice(0, at))
      current = `${indent}${current.slice(at + 1)}`
    }
    return [...lines, current]
  })
}
