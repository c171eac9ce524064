'use strict';
const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * Jest begins with what took longest the last time; on a fresh clone, where it cannot know, with the largest files. But the
 * specs that take longest start whole processes and are short to read. So these go first wherever nothing is known, and no
 * core is left with the longest of them at the end.
 */
const LONGEST_FIRST = [/\/tools\/torture\//, /\.journey\.spec\.ts$/, /\/deploy\/standalone\/test\//, /\/tools\//];

const rank = ({ path }) => {
  const found = LONGEST_FIRST.findIndex((pattern) => pattern.test(path));
  return found < 0 ? LONGEST_FIRST.length : found;
};

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const known = sorted.some(({ duration }) => duration !== undefined);
    return known ? sorted : [...sorted].sort((one, other) => rank(one) - rank(other));
  }
};
