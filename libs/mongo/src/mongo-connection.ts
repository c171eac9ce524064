import { createConnection, type Connection, type mongo } from 'mongoose';
import { within } from '@ekey/kernel';
import { hasLostItsServer, isDuplicate, isMongoFault } from './mongo-faults';
import { settingsOf, type MongoOptions, type MongoSettings } from './mongo-settings';

export type Database = mongo.Db;
export { mongo } from 'mongoose';

/** @param server its address, without any secret. @param cause why nothing could be asked of it. */
export type FaultOf = (server: string, cause: string) => Error;

/**
 * One database of a server, connected to when it is first asked for something: services may start before it. The client
 * finds its server again by itself, as a rule: one that was writing while its connection broke may wait for ever, for its
 * answer or with its search. So no question is waited for without end, and a client that finds nobody gives way to a new one.
 */
export class MongoConnection {
  private readonly settings: MongoSettings;
  private connecting: Promise<Connection> | undefined;
  private closed = false;

  /** @throws RangeError where the address cannot be right. */
  constructor(
    options: MongoOptions,
    private readonly faultOf: FaultOf,
  ) {
    this.settings = settingsOf(options);
  }

  /** Hosts, as messages name them. */
  get address(): string {
    return this.settings.address;
  }

  /** For every question: how long the server may work on it. */
  get limits(): { readonly maxTimeMS: number } {
    return { maxTimeMS: this.settings.deadlines.answer };
  }

  /**
   * Asks the database something.
   * @throws what `faultOf` makes of it where there is no answer; what was written may be stored then all the same. A
   * duplicate key is an answer.
   */
  async ask<Answer>(question: (database: Database) => Promise<Answer>): Promise<Answer> {
    if (this.closed) throw this.faultOf(this.settings.address, 'it was closed');
    const connecting = this.connected();
    try {
      const { db } = await connecting;
      return await within(this.settings.patience, question(db as Database));
    } catch (error) {
      if (hasLostItsServer(error)) this.leave(connecting);
      throw isMongoFault(error) && !isDuplicate(error) ? this.faultOf(this.settings.address, causeOf(error)) : error;
    }
  }

  /** Asks whether it answers us. @throws as `ask`. */
  async ping(): Promise<void> {
    await this.ask((database) => database.command({ ping: 1, ...this.limits }));
  }

  async close(): Promise<void> {
    this.closed = true;
    const { connecting } = this;
    await connecting?.then((connection) => connection.close()).catch(() => undefined);
  }

  private connected(): Promise<Connection> {
    this.connecting ??= this.connect();
    return this.connecting;
  }

  /** The next question is asked by a new client, unless that has been said before. */
  private leave(connecting: Promise<Connection>): void {
    if (this.connecting !== connecting) return;
    this.connecting = undefined;
    void connecting.then((connection) => connection.destroy()).catch(() => undefined);
  }

  private async connect(): Promise<Connection> {
    const connection = createConnection();
    // It is told to whoever asks; without a listener it would end the process.
    connection.on('error', () => undefined);
    try {
      return await connection.openUri(this.settings.url, this.settings.connect);
    } catch (error) {
      this.connecting = undefined;
      await connection.destroy().catch(() => undefined);
      throw error;
    }
  }
}

/** The client says in its own words what it had to give up; what happened on the wire stands behind. */
function causeOf(error: Error): string {
  const { cause } = error;
  return cause instanceof Error && cause.message !== '' && !error.message.includes(cause.message)
    ? `${error.message}: ${cause.message}`
    : error.message;
}
