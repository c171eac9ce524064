import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { HOST, type Engine, type Place } from './engine';
import { ask } from './questions';
import { fetchJars, missingProgram, recipe, run, smallJvm } from './workshop';

/** Any 16 bytes in base64: a cluster of one has to be somebody. */
const CLUSTER_ID = Buffer.from('ekey-one-broker!').toString('base64url');

/** ApiVersions (key 18, version 0) as request 1 without a client's name: what every client asks first. */
const API_VERSIONS = Buffer.from('0000000a001200000000' + '0001ffff', 'hex');

const SECRET = 'ekey-engines';

export interface KafkaAddress {
  readonly brokers: readonly string[];
  /** The same broker over TLS, with a name and a password (SASL PLAIN). */
  readonly secure: {
    readonly brokers: readonly string[];
    /** The file of the certificate to trust, PEM. */
    readonly ca: string;
    readonly username: string;
    readonly password: string;
  };
}

/** Apache Kafka: one node that is broker and controller (KRaft). */
export const kafka: Engine<KafkaAddress> = {
  title: 'Apache Kafka',
  version: '4.4.0',
  portOffset: 10,
  missing: () => missingProgram('java', 'mvn'),
  install: (program) => fetchJars('kafka', program),
  prepare(place) {
    makeCertificate(place);
    const properties = path.join(place.data, 'server.properties');
    writeFileSync(properties, `${readFileSync(recipe('kafka', 'server.properties'), 'utf8')}\n${placed(place)}\n`);
    if (existsSync(path.join(place.data, 'topics/meta.properties'))) return;
    run('java', [...java(place), 'kafka.tools.StorageTool', 'format', '-t', CLUSTER_ID, '-c', properties]);
  },
  launch: (place) => ({
    program: 'java',
    args: [...java(place), 'kafka.Kafka', path.join(place.data, 'server.properties')],
  }),
  answers: ({ port }) => ask(port, API_VERSIONS, (answer) => answer.length >= 10 && answer.readInt32BE(4) === 1),
  address: ({ data, port }) => ({
    brokers: [`${HOST}:${port}`],
    secure: { brokers: [`${HOST}:${port + 2}`], ca: path.join(data, 'ca.pem'), username: 'ekey', password: SECRET },
  }),
};

const placed = ({ data, port }: Place): string =>
  [
    `listeners=CLIENTS://${HOST}:${port},QUORUM://${HOST}:${port + 1},SECURE://${HOST}:${port + 2}`,
    `controller.quorum.voters=1@${HOST}:${port + 1}`,
    `log.dirs=${path.join(data, 'topics')}`,
    `listener.name.secure.ssl.keystore.location=${path.join(data, 'keys.p12')}`,
    `listener.name.secure.ssl.keystore.password=${SECRET}`,
    `listener.name.secure.plain.sasl.jaas.config=${PLAIN_LOGIN} required user_ekey="${SECRET}";`,
  ].join('\n');

const PLAIN_LOGIN = 'org.apache.kafka.common.security.plain.PlainLoginModule';

/** A certificate that answers for itself, made once. */
function makeCertificate({ data }: Place): void {
  const store = ['-keystore', path.join(data, 'keys.p12'), '-storepass', SECRET, '-alias', 'broker'];
  if (existsSync(path.join(data, 'ca.pem'))) return;
  if (!existsSync(path.join(data, 'keys.p12'))) {
    const names = ['-dname', 'CN=kafka.ekey.test', '-ext', `SAN=ip:${HOST}`, '-validity', '3650'];
    run('keytool', ['-genkeypair', ...store, '-storetype', 'PKCS12', '-keyalg', 'EC', ...names]);
  }
  run('keytool', ['-exportcert', '-rfc', ...store, '-file', path.join(data, 'ca.pem')]);
}

const java = ({ program }: Place): readonly string[] => [
  ...smallJvm('192m'),
  `-Dlog4j2.configurationFile=${recipe('kafka', 'log4j2.properties')}`,
  ...['-cp', path.join(program, 'lib/*')],
];
