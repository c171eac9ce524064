'use strict';
/**
 * Jest on Node 20 runs modules in a VM that cannot `require()` an ES module, and several of our packages (Nest 12 among
 * them) are nothing else. So TypeScript and ES modules alike are compiled to CommonJS here; what is CommonJS already is
 * left as it is.
 */
const { createHash } = require('node:crypto');
const { existsSync, readFileSync } = require('node:fs');
const path = require('node:path');
const swc = require('@swc/core');

const TYPESCRIPT = /\.[cm]?ts$/;
const itself = readFileSync(__filename);
const moduleFolders = new Map();

/** Whether the nearest package.json declares its folder to hold ES modules. */
function inModuleFolder(folder) {
  const known = moduleFolders.get(folder);
  if (known !== undefined) return known;
  const manifest = path.join(folder, 'package.json');
  const parent = path.dirname(folder);
  const answer = existsSync(manifest)
    ? JSON.parse(readFileSync(manifest, 'utf8')).type === 'module'
    : parent !== folder && inModuleFolder(parent);
  moduleFolders.set(folder, answer);
  return answer;
}

const isEsModule = (file) => file.endsWith('.mjs') || (!file.endsWith('.cjs') && inModuleFolder(path.dirname(file)));

/**
 * swc takes any module with `__esModule` for a compiled one and hands out its `.default`. Node does not: for it only a
 * real ES module has one. The mark below is set on what was compiled here and nowhere else, which gives Node's answer.
 */
function withNodeInterop(code) {
  return (
    '"use strict";Object.defineProperty(exports,"__compiledHere",{value:true});' +
    code.replace(/\bobj && obj\.__esModule\b/g, 'obj && obj.__compiledHere')
  );
}

/** The same for the CommonJS packages that load a module only when they need it: the VM knows no `import()` either. */
const withoutDynamicImport = (code) =>
  code.replace(
    /\bimport\((['"])([^'"\n]+)\1\)/g,
    (_call, _quote, name) => `Promise.resolve().then(() => require('${name}'))`,
  );

module.exports = {
  getCacheKey(source, file, options) {
    const hash = createHash('sha256').update(source).update('\0').update(file).update('\0');
    return hash.update(`${swc.version}|${options.instrument}|${itself}`).digest('hex');
  },
  process(source, file) {
    const typescript = TYPESCRIPT.test(file);
    if (!typescript && !isEsModule(file)) return { code: withoutDynamicImport(source) };
    const output = swc.transformSync(source, {
      filename: file,
      swcrc: false,
      configFile: false,
      sourceMaps: true,
      jsc: {
        target: 'es2022',
        keepClassNames: true,
        parser: typescript ? { syntax: 'typescript', decorators: true } : { syntax: 'ecmascript' },
        transform: {
          legacyDecorator: true,
          decoratorMetadata: true,
          useDefineForClassFields: false,
          hidden: { jest: true },
        },
      },
      module: { type: 'commonjs', importInterop: 'swc' },
    });
    return { code: withNodeInterop(output.code), map: output.map };
  },
};
