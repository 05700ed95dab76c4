// Whether the long tests run too: `npm run test:full`.
export const full = process.env['TEST_FULL'] === '1'
