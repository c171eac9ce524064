'use strict';
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');

/** A folder that the specs of one run share, for what takes long to make and is the same for all of them. */
module.exports = async function makeRunFolder() {
  process.env.EKEY_RUN_FOLDER = mkdtempSync(path.join(tmpdir(), 'ekey-run-'));
};

module.exports.remove = () => rmSync(process.env.EKEY_RUN_FOLDER, { recursive: true, force: true });
