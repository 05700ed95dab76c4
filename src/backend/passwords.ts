/** Finds the password alone in an address or a connection string, for whoever prints it alone. */

const IN_ADDRESS = /:\/\/[^\s/@:]*:([^\s/@]+)@/gu
const AMONG_WORDS = /\bpassword\s*=\s*(?:'((?:[^'\\]|\\.)*)'|((?:[^\s'\\&]|\\.)+))/giu

/** As it is written, and as it is meant. */
export function passwordsIn(text: string): readonly string[] {
  const found = [
    ...[...text.matchAll(IN_ADDRESS)].map(([, one = '']) => one),
    ...[...text.matchAll(AMONG_WORDS)].map(([, one, other = '']) => one ?? other)
  ]
  const all = found.flatMap((one) => [one, one.replaceAll(/\\(.)/gsu, '$1'), decoded(one)])
  return [...new Set(all)].filter((one) => one !== '')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text // a '%' that was meant as one
  }
}
