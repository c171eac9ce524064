import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { HOST, type Engine, type Place } from './engine';
import { ask } from './questions';
import { fetchJars, missingProgram, recipe, run, smallJvm } from './workshop';

/** Any 16 bytes in base64: a cluster of one has to be somebody. */
const CLUSTER_ID = Buffer.from('ekey-one-broker!').toString('base64url');

/** ApiVersions (key 18, version 0) as request 1 without a client's name: what every client asks first. */
const API_VERSIONS = Buffer.from('0000000a001200000000' + '0001ffff', 'hex');

/** Apache Kafka: one node that is broker and controller (KRaft). */
export const kafka: Engine<{ readonly brokers: readonly string[] }> = {
  version: '4.4.0',
  portOffset: 10,
  missing: () => missingProgram('java', 'mvn'),
  install: (program) => fetchJars('kafka', program),
  prepare(place) {
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
  address: ({ port }) => ({ brokers: [`${HOST}:${port}`] }),
};

const placed = ({ data, port }: Place): string =>
  [
    `listeners=CLIENTS://${HOST}:${port},QUORUM://${HOST}:${port + 1}`,
    `controller.quorum.voters=1@${HOST}:${port + 1}`,
    `log.dirs=${path.join(data, 'topics')}`,
  ].join('\n');

const java = ({ program }: Place): readonly string[] => [
  ...smallJvm('192m'),
  `-Dlog4j2.configurationFile=${recipe('kafka', 'log4j2.properties')}`,
  ...['-cp', path.join(program, 'lib/*')],
];
