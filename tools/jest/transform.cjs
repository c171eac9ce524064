'use strict';
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const path = require('node:path');
const swc = require('@swc/core');

const itself = readFileSync(__filename);
const THIRD_PARTY = `${path.sep}node_modules${path.sep}`;

/** Our own TypeScript is compiled; what comes from npm is left empty, for Node to load (environment.cjs). */
module.exports = {
  getCacheKey(source, file, options) {
    const hash = createHash('sha256').update(source).update('\0').update(file).update('\0');
    return hash.update(`${swc.version}|${options.instrument}|${itself}`).digest('hex');
  },
  process(source, file) {
    if (file.includes(THIRD_PARTY)) return { code: '' };
    if (!file.endsWith('.ts')) return { code: source };
    return swc.transformSync(source, {
      filename: file,
      swcrc: false,
      configFile: false,
      sourceMaps: true,
      jsc: {
        target: 'es2022',
        keepClassNames: true,
        parser: { syntax: 'typescript', decorators: true },
        transform: {
          legacyDecorator: true,
          decoratorMetadata: true,
          useDefineForClassFields: false,
          hidden: { jest: true },
        },
      },
      module: { type: 'commonjs' },
    });
  },
};
