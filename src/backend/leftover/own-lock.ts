/** What stands in a state's lock while the action removes the state, as Terraform writes it. */

/**
 * @param path what is locked
 * @param id one that nothing else has
 * @param now as ISO 8601 has it
 */
export const ownLock = (path: string, id: string, now: string): string =>
  JSON.stringify({
    ID: id,
    Operation: 'OperationTypeInvalid',
    Info: 'removes the empty state of a destroyed environment',
    Who: 'gitops-env-action',
    Version: '',
    Created: now,
    Path: path
  })
