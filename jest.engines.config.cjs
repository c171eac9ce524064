const { nativesAreHere } = require('./tools/jest/engines.cjs');

/** What needs a server, or a double of one: `npm run test:engines`. Each spec names its servers after `@engines`. */
module.exports = {
  ...require('./jest.config.cjs'),
  testEnvironment: '<rootDir>/tools/jest/engines-environment.cjs',
  testMatch: ['**/*.engines.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', ...(nativesAreHere ? [] : ['\\.native\\.engines\\.spec\\.ts$'])],
  // Servers write more than memory has room for.
  globalSetup: '<rootDir>/tools/jest/run-folder.cjs',
  globalTeardown: '<rootDir>/tools/jest/engines-teardown.cjs',
  reporters: ['default', ['<rootDir>/tools/jest/report.cjs', { name: 'engines.json' }]],
  testTimeout: 120_000,
};
