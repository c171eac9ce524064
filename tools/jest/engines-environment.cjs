'use strict';
const InNode = require('./environment.cjs');
const { servers } = require('./engines.cjs');

/**
 * The environment of a spec that begins with a comment of the servers which it needs, as `@engines kafka minio`: they are
 * there, and named in its environment, before it is read.
 */
module.exports = class EnginesEnvironment extends InNode {
  constructor(config, context) {
    super(config, context);
    this.needed = [context.docblockPragmas.engines ?? ''].flat().join(' ').split(' ').filter(Boolean);
  }

  async setup() {
    await super.setup();
    for (const name of this.needed) Object.assign(process.env, await servers.environmentOf(name));
  }
};
