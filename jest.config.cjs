/** One suite for the whole workspace: packages are resolved to their sources, so that no build stands between an edit and its test. */
module.exports = {
  testEnvironment: '<rootDir>/tools/jest/environment.cjs',
  testEnvironmentOptions: { customExportConditions: ['@ekey/source', 'node', 'node-addons'] },
  roots: ['<rootDir>/libs', '<rootDir>/services', '<rootDir>/deploy', '<rootDir>/tools'],
  testMatch: ['**/*.spec.ts'],
  // These need servers, and this suite needs nothing but Node: jest.engines.config.cjs.
  testPathIgnorePatterns: ['/node_modules/', '\\.engines\\.spec\\.ts$'],
  modulePathIgnorePatterns: ['/dist/'],
  transform: { '\\.[cm]?[jt]sx?$': '<rootDir>/tools/jest/transform.cjs' },
  transformIgnorePatterns: [],
  resolver: '<rootDir>/tools/jest/resolver.cjs',
  testSequencer: '<rootDir>/tools/jest/sequencer.cjs',
  moduleNameMapper: { '^fast-check$': '<rootDir>/tools/jest/seeded-fast-check.cjs' },
  setupFiles: ['reflect-metadata'],
  globalSetup: '<rootDir>/tools/jest/setup.cjs',
  globalTeardown: '<rootDir>/tools/jest/run-folder-teardown.cjs',
  reporters: ['default', '<rootDir>/tools/jest/report.cjs'],
  testTimeout: 60000,
  // One more than the cores that it is measured on, since some specs wait for processes that they have started; and a
  // worker that has loaded much makes room for a new one.
  maxWorkers: 3,
  workerIdleMemoryLimit: '1GB',
};
