'use strict';
const v8 = require('node:v8');
const vm = require('node:vm');
const { TestEnvironment } = require('jest-environment-node');

// Most specs have ended before it pays to optimise what they call: V8 waits longer for what is truly called often.
v8.setFlagsFromString('--interrupt-budget=800000');

/** What packages of npm have set on the global object: they are loaded once, and so is that. */
const theirs = new Set();

function load(file) {
  const before = new Set(Reflect.ownKeys(globalThis));
  const exports = require(file);
  for (const name of Reflect.ownKeys(globalThis)) if (!before.has(name)) theirs.add(name);
  return exports;
}

/** Contexts that Jest makes and nothing runs in. */
const unused = new WeakSet();
const { compileFunction } = vm;

/** Compiles in the realm of Node what Jest would in such a context; what the transform has left empty, Node loads. */
vm.compileFunction = (code, parameters, options) => {
  const { parsingContext, ...rest } = options ?? {};
  if (!unused.has(parsingContext)) return compileFunction(code, parameters, options);
  if (code !== '') return compileFunction(code, parameters, rest);
  return (module) => (module.exports = load(rest.filename));
};

/** @returns what puts back, for the next spec, what one has changed of the process: environment, listeners, globals, console. */
function remembered() {
  const { console } = globalThis;
  const env = { ...process.env };
  const { exit } = process;
  const globals = new Set(Reflect.ownKeys(globalThis));
  const listeners = new Map(process.eventNames().map((name) => [name, process.rawListeners(name)]));
  return () => {
    for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
    Object.assign(process.env, env);
    process.exit = exit;
    globalThis.console = console;
    for (const name of Reflect.ownKeys(globalThis))
      if (!globals.has(name) && !theirs.has(name)) Reflect.deleteProperty(globalThis, name);
    for (const name of process.eventNames())
      for (const listener of process.rawListeners(name))
        if (!listeners.get(name)?.includes(listener)) process.removeListener(name, listener);
  };
}

/**
 * Specs run in the realm of Node itself and not, as Jest has it, each in a context of its own. So what comes from npm is
 * loaded by Node, as in production, and once for all specs of a worker: to load the web framework anew for each of them
 * took longer than most of what they show. Our own modules are loaded anew for each spec (docs/adr/0011).
 */
module.exports = class InNode extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    unused.add(this.context);
    this.global = globalThis;
    this.forget = remembered();
    const { projectConfig } = config;
    this.moduleMocker = new this.moduleMocker.constructor(globalThis);
    this.fakeTimersModern = new this.fakeTimersModern.constructor({ config: projectConfig, global: globalThis });
  }

  async teardown() {
    await super.teardown();
    this.forget();
  }
};
