'use strict';
const { EngineSet, startEngines } = require('../engines/dist');

/** What specs need, the variable that names a server for it, and the native engines that stand for one. */
const needed = [
  { server: 'Kafka', given: 'EKEY_TEST_KAFKA', engines: ['kafka'] },
  { server: 'MongoDB', given: 'EKEY_TEST_MONGO', engines: ['ferretdb', 'mongojava'] },
  { server: 'MinIO', given: 'EKEY_TEST_MINIO', engines: ['minio'] },
  { server: 'mail server', given: 'EKEY_TEST_SMTP', engines: ['smtp'] },
];
const told = {
  kafka: (address) => ({ EKEY_TEST_KAFKA: address.brokers.join() }),
  ferretdb: ({ url }) => ({ EKEY_TEST_FERRETDB: url }),
  mongojava: ({ url }) => ({ EKEY_TEST_MONGOJAVA: url }),
  minio: ({ url, accessKey, secretKey }) => ({ EKEY_TEST_MINIO: url.replace('//', `//${accessKey}:${secretKey}@`) }),
  smtp: ({ host, port, maildir }) => ({ EKEY_TEST_SMTP: `${host}:${port};${maildir}` }),
};

/** Finds a server for each engine that specs need: one that is given, else a native one. None is a failure, not a skip. */
module.exports = async function findEngines() {
  const wanted = needed.filter(({ given }) => process.env[given] === undefined);
  for (const { server, given, engines } of wanted) {
    const missing = engines.filter((name) => !new EngineSet().isInstalled(name)).join(' ');
    if (missing !== '')
      throw new Error(`No ${server} to run against: npm run engines -- install ${missing}, or ${given}=<address>`);
  }
  const names = wanted.flatMap(({ engines }) => engines);
  globalThis.engines = await startEngines(names);
  for (const name of names) Object.assign(process.env, told[name](globalThis.engines.addresses[name]));
  const addresses = Object.entries(process.env).filter(([name]) => /^EKEY_TEST_[A-Z]+$/.test(name));
  for (const [name, address] of addresses)
    console.log(`\n${name.slice('EKEY_TEST_'.length).toLowerCase()}: ${address.replace(/:[^:@]*@/, '@')}`);
};
