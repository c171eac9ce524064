'use strict';

/** Ends what was started for this run; servers that were given, or ran before, go on. */
module.exports = async function stopEngines() {
  await globalThis.engines?.stop();
};
