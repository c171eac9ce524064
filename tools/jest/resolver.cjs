'use strict';
const { createRequire } = require('node:module');
const path = require('node:path');

/** What comes from npm is where Node finds it; our own packages are found by Jest, in their sources. */
module.exports = (request, options) => {
  const ours = /^[.#]|^@ekey\//.test(request) || path.isAbsolute(request);
  return ours
    ? options.defaultResolver(request, options)
    : createRequire(path.join(options.basedir, 'any.js')).resolve(request);
};
