'use strict';
const { mkdirSync, writeFileSync } = require('node:fs');
const path = require('node:path');

/** Leaves the counts of a run where the check of the whole project can read them. */
module.exports = class Report {
  constructor(globalConfig, { name = 'tests.json' } = {}) {
    this.file = path.join(globalConfig.rootDir, 'node_modules/.cache/ekey', name);
  }

  onRunComplete(_contexts, results) {
    const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites, testResults } = results;
    const brokenSuites = testResults.filter(({ testExecError }) => testExecError).length;
    mkdirSync(path.dirname(this.file), { recursive: true });
    writeFileSync(
      this.file,
      JSON.stringify({
        passed: numPassedTests,
        failed: numFailedTests + brokenSuites,
        skipped: numPendingTests,
        failedSuites: numFailedTestSuites,
      }),
    );
  }
};
