/** What needs a real server: `npm run test:engines`. The servers are those of `tools/engines`, unless addresses are given. */
module.exports = {
  ...require('./jest.config.cjs'),
  testMatch: ['**/*.engines.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/tools/jest/engines-setup.cjs',
  globalTeardown: '<rootDir>/tools/jest/engines-teardown.cjs',
  reporters: ['default'],
  testTimeout: 120_000,
};
