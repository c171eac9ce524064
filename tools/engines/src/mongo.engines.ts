import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { HOST, type Engine } from './engine';
import { ask } from './questions';
import { buildWithGo, fetchJars, missingProgram, recipe, run, smallJvm } from './workshop';

export interface MongoAddress {
  readonly url: string;
}

/** `{ping: 1, $db: "admin"}` as OP_MSG, the one kind of message that drivers still send. */
const PING = ((): Buffer => {
  const body = Buffer.from('1e0000001070696e670001000000022464620006000000' + '61646d696e0000', 'hex');
  const header = Buffer.alloc(21);
  header.writeInt32LE(header.length + body.length, 0);
  header.writeInt32LE(1, 4);
  header.writeInt32LE(2013, 12);
  return Buffer.concat([header, body]);
})();
const answersPing = ({ port }: { readonly port: number }): Promise<boolean> =>
  ask(port, PING, (answer) => answer.length >= 12 && answer.readInt32LE(8) === 1);

/** FerretDB 1 on SQLite: keeps its data through a kill; updates are atomic over one connection only, which the address says. */
export const ferretdb: Engine<MongoAddress> = {
  title: 'FerretDB (for MongoDB)',
  version: '1.24.2',
  portOffset: 30,
  remark: 'a stand-in for MongoDB: no aggregation to speak of, one connection at a time',
  missing: () => missingProgram('go'),
  install: (program) =>
    buildWithGo(['build', '-ldflags=-s -w', '-o', path.join(program, 'ferretdb'), '.'], program, recipe('ferretdb')),
  prepare: ({ data }) => mkdirSync(path.join(data, 'sqlite'), { recursive: true }),
  launch: ({ program, data, port }) => ({
    program: path.join(program, 'ferretdb'),
    args: [`${HOST}:${port}`, path.join(data, 'sqlite')],
  }),
  answers: answersPing,
  address: ({ port }) => ({ url: `mongodb://${HOST}:${port}/ekey?maxPoolSize=1` }),
};

/** mongo-java-server on H2: atomic and rich, but what it stored does not outlive a kill. */
export const mongojava: Engine<MongoAddress> = {
  title: 'mongo-java-server (for MongoDB)',
  version: '1.47.0',
  build: 2,
  portOffset: 40,
  remark: 'a stand-in for MongoDB: forgets everything when it is killed',
  missing: () => missingProgram('java', 'javac', 'mvn'),
  install(program) {
    fetchJars('mongojava', program);
    const source = recipe('mongojava', 'Engine.java');
    run('javac', ['-cp', path.join(program, 'lib/*'), '-d', path.join(program, 'classes'), source]);
  },
  launch: ({ program, data, port }) => ({
    program: 'java',
    args: [
      ...[...smallJvm('160m'), '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn'],
      ...['-cp', ['classes', 'lib/*'].map((each) => path.join(program, each)).join(path.delimiter)],
      ...['Engine', String(port), path.join(data, 'documents.mv')],
    ],
  }),
  answers: answersPing,
  address: ({ port }) => ({ url: `mongodb://${HOST}:${port}/ekey` }),
};
