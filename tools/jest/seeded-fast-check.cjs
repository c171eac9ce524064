'use strict';
/**
 * What a spec gets that asks for fast-check: every property is tried with the same examples in every run, so that a run
 * that fails is no accident of the day. `EKEY_SEED` is another number, or `random` for examples that nobody has seen yet;
 * a failure tells the seed that finds it again.
 */
const fastCheck = require('../../node_modules/fast-check/lib/cjs/fast-check.js');

const USUAL = 20_260_302;

/** Settings for every property, from what `EKEY_SEED` says. */
function settingsOf(wanted = String(USUAL)) {
  if (wanted === 'random') return {};
  if (!/^-?\d{1,10}$/.test(wanted)) throw new Error(`EKEY_SEED is a whole number or "random", not ${wanted}`);
  return { seed: Number(wanted) };
}

fastCheck.configureGlobal(settingsOf(process.env.EKEY_SEED));

module.exports = fastCheck;
