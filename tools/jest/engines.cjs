'use strict';
const { EngineSet, engineNames, TestServers } = require('../engines/dist');

/** The servers of this run: environments of specs ask for them, its end names and ends them. */
module.exports.servers = new TestServers();

/** Specs of the native engines themselves, and those that kill some, are there where they are. */
module.exports.nativesAreHere = engineNames.every((name) => new EngineSet().isInstalled(name));
