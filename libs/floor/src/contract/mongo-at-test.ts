import { Unavailable } from '@ekey/kernel';
import { MongoConnection } from '@ekey/mongo';
import { dropDatabase, newDatabase, type MongoServer } from '@ekey/mongo/testing';

/** A database of its own, and connections to it as several processes have them. */
export class MongoAtTest {
  readonly database = newDatabase();
  private readonly connections: MongoConnection[] = [];

  constructor(readonly server: MongoServer) {}

  connect(): MongoConnection {
    const { url } = this.server;
    const connection = new MongoConnection({ url, database: this.database }, unavailable);
    this.connections.push(connection);
    return connection;
  }

  async dispose(): Promise<void> {
    await Promise.all(this.connections.map((connection) => connection.close()));
    await dropDatabase(this.server, this.database);
  }
}

/** To a port where nobody listens. */
export const nobodyThere = (): MongoConnection =>
  new MongoConnection({ url: 'mongodb://127.0.0.1:1', database: 'test', deadlines: { reach: 200 } }, unavailable);

const unavailable = (server: string, cause: string): Error => new Unavailable(`the sessions at ${server}: ${cause}`);
