/** What the owners of a repository allow. */

/** An environment that nothing destroys by itself. */
export const PROTECTED: readonly string[] = ['prod', 'production', 'staging']

export const isProtected = (environment: string): boolean => PROTECTED.includes(environment)
