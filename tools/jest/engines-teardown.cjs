'use strict';
const { nativesAreHere, servers } = require('./engines.cjs');
const { remove } = require('./run-folder.cjs');

/** Closes a run on servers with what each port was run against, and ends those that were started for it. */
module.exports = async function endServers() {
  const lines = await servers.lines();
  if (!nativesAreHere) lines.push('native engines: not all are installed, so nothing was run that kills them');
  console.log(['', 'What it ran against', ...lines.map((line) => `  ${line}`)].join('\n'));
  await servers.end();
  remove();
};
