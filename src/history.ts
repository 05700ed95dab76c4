/** The commits that were applied to an environment, newest first: what tells going back from going on. */

/** A commit and its files: a revert is a new commit with the files of an old one. */
export interface Version {
  readonly commit: string
  readonly tree: string
}

/** Enough to know an old version again, and little enough for every record to hold it. */
const LONGEST = 20

/** The history after a version was applied. */
export function withApplied(
  history: readonly Version[],
  { commit, tree }: Version
): readonly Version[] {
  const others = history.filter((version) => version.commit !== commit)
  return [{ commit, tree }, ...others].slice(0, LONGEST)
}

/**
 * The older version that a commit goes back to, by being it (reset) or by having its files (revert);
 * undefined where it goes on.
 */
export function wentBackTo(history: readonly Version[], head: Version): Version | undefined {
  const [current, ...older] = history
  if (current === undefined || current.commit === head.commit || current.tree === head.tree) {
    return undefined
  }
  return older.find((version) => version.commit === head.commit || version.tree === head.tree)
}
