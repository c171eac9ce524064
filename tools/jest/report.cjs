'use strict';
const { mkdirSync, writeFileSync } = require('node:fs');
const path = require('node:path');

/** Leaves the counts of a run where the check of the whole project can read them. */
module.exports = class Report {
  constructor(globalConfig, { name = 'tests.json' } = {}) {
    this.rootDir = globalConfig.rootDir;
    this.file = path.join(this.rootDir, 'node_modules/.cache/ekey', name);
  }

  onRunComplete(_contexts, results) {
    const { numPassedTests, numFailedTests, numPendingTests, testResults } = results;
    const broken = testResults.filter(({ testExecError }) => testExecError);
    const failed = testResults.filter(({ testExecError, numFailingTests }) => testExecError || numFailingTests > 0);
    mkdirSync(path.dirname(this.file), { recursive: true });
    writeFileSync(
      this.file,
      JSON.stringify({
        passed: numPassedTests,
        failed: numFailedTests + broken.length,
        skipped: numPendingTests,
        failedFiles: failed.map(({ testFilePath }) => path.relative(this.rootDir, testFilePath)),
        passedInFailedFiles: failed.reduce((passed, { numPassingTests }) => passed + numPassingTests, 0),
      }),
    );
  }
};
