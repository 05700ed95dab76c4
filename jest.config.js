/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript' },
          target: 'es2023',
          experimental: { keepImportAttributes: true }
        },
        module: { type: 'es6' },
        sourceMaps: 'inline'
      }
    ]
  },
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
  testTimeout: 60_000,
  maxWorkers: '100%', // a run mostly waits for git and Terraform
  // Of tests that mostly wait; they share two processors on GitHub's runners.
  maxConcurrency: 4,
  collectCoverageFrom: ['src/**/*.ts', '!src/index.ts'],
  coverageProvider: 'v8'
}
