'use strict';
const { accessSync, constants, statfsSync } = require('node:fs');
const makeRunFolder = require('./run-folder.cjs');

/** Where Linux keeps files in memory. */
const IN_MEMORY = '/dev/shm';
/** Ten times what the specs of a run have there at once. */
const ROOM = 2 * 1024 ** 3;

/**
 * What specs write lives for seconds, and is waited for until a disk has it. None of them cuts the power, which alone could
 * tell the difference: so they write into memory, where there is room. `TMPDIR` says otherwise.
 */
module.exports = async function prepareRun() {
  if (process.env.TMPDIR === undefined && hasRoom()) process.env.TMPDIR = IN_MEMORY;
  await makeRunFolder();
  process.env.TMPDIR = process.env.EKEY_RUN_FOLDER;
};

function hasRoom() {
  try {
    accessSync(IN_MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(IN_MEMORY);
    return bavail * bsize >= ROOM;
  } catch {
    return false;
  }
}
