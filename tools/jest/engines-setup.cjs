'use strict';
const { EngineSet, startEngines } = require('../engines/dist');

/** Finds a server for each engine that specs need: one that is given, else a native one. None is a failure, not a skip. */
module.exports = async function findEngines() {
  const found = { kafka: process.env.EKEY_TEST_KAFKA };
  if (found.kafka === undefined) {
    if (!new EngineSet().isInstalled('kafka'))
      throw new Error('No Kafka to run against: npm run engines -- install kafka, or EKEY_TEST_KAFKA=<host:port>,…');
    globalThis.engines = await startEngines(['kafka']);
    found.kafka = globalThis.engines.addresses.kafka.brokers.join();
    process.env.EKEY_TEST_KAFKA = found.kafka;
  }
  for (const [engine, address] of Object.entries(found)) console.log(`\n${engine}: ${address}`);
};
