import type { SecureContextOptions } from 'node:tls';
import type { ConnectOptions } from 'mongoose';

export interface MongoCredentials {
  readonly username: string;
  readonly password: string;
}

/** All in milliseconds. */
export interface MongoDeadlines {
  /** Until a server is found, a connection made or one of the pool free. */
  readonly reach: number;
  /** Until a question is answered; the server gives up working on it as well. */
  readonly answer: number;
}

export interface MongoOptions {
  /**
   * `mongodb://host[:port][,host…][/?replicaSet=…]` or `mongodb+srv://host`; may say `replicaSet`, `tls`, `authSource` and
   * `maxPoolSize`, nothing else.
   */
  readonly url: string;
  readonly database: string;
  /** Never part of the address, which is told in messages. */
  readonly credentials?: MongoCredentials;
  /** What a server behind TLS has to show; instead of `true` in the address. */
  readonly tls?: boolean | SecureContextOptions;
  readonly deadlines?: Partial<MongoDeadlines>;
}

export interface MongoSettings {
  /** Hosts, as messages name them. */
  readonly address: string;
  readonly url: string;
  readonly deadlines: MongoDeadlines;
  /** After so many milliseconds a question has no answer: longer than every wait that its client knows of. */
  readonly patience: number;
  readonly connect: ConnectOptions;
}

const DEADLINES: MongoDeadlines = { reach: 3_000, answer: 10_000 };
/** Of each store: a process has two or three. */
const MOST_CONNECTIONS = 10;
/** The server was told to give up by then; this is for one that says nothing at all. */
const SILENCE_BEYOND_ANSWER_MS = 1_000;
const ADDRESS = /^(mongodb(?:\+srv)?):\/\/([^/?#]+)\/?(?:\?([^#]*))?$/;
const MAY_BE_SAID = new Set(['replicaSet', 'tls', 'authSource', 'maxPoolSize']);
const DATABASE_NAME = /^[A-Za-z0-9_][A-Za-z0-9_-]{0,62}$/;

/** @throws RangeError naming what is wrong with the address; never with a password in it. */
export function settingsOf({ url, database, credentials, tls, deadlines: given }: MongoOptions): MongoSettings {
  const [, scheme = '', hosts = '', query = ''] = ADDRESS.exec(url) ?? [];
  if (url.includes('@'))
    throw new RangeError('user and password are no part of the address of MongoDB: addresses are told in logs');
  if (hosts === '') throw new RangeError('the address of MongoDB must be mongodb://host[:port]');
  if (!DATABASE_NAME.test(database)) throw new RangeError(`not the name of a database: ${database}`);
  const said = new URLSearchParams(query);
  const unknown = [...said.keys()].find((key) => !MAY_BE_SAID.has(key));
  if (unknown !== undefined) throw new RangeError(`the address of MongoDB may not say ${unknown}`);
  if (!said.has('maxPoolSize')) said.set('maxPoolSize', String(MOST_CONNECTIONS));
  const deadlines = { ...DEADLINES, ...given };
  return {
    ...{ address: hosts, url: `${scheme}://${hosts}/?${said}`, deadlines, patience: patienceOf(deadlines) },
    connect: { ...connectOptions(deadlines), dbName: database, ...secured(tls), ...authenticated(credentials) },
  };
}

/**
 * What is acknowledged is in the journals of most members, and what is read was; so neither is undone when another member
 * takes over. Nothing is made, indexed or kept waiting behind the caller's back.
 */
const connectOptions = ({ reach, answer }: MongoDeadlines): ConnectOptions => ({
  ...{ serverSelectionTimeoutMS: reach, connectTimeoutMS: reach, waitQueueTimeoutMS: reach },
  ...{ socketTimeoutMS: answer + SILENCE_BEYOND_ANSWER_MS },
  writeConcern: { w: 'majority', journal: true, wtimeoutMS: answer },
  ...{ readConcern: { level: 'majority' }, readPreference: 'primary' },
  ...{ autoCreate: false, autoIndex: false, bufferCommands: false },
});

/** A server is looked for, a connection waited for or made, and an answer; one in which several are asked takes as long again. */
const patienceOf = ({ reach, answer }: MongoDeadlines): number => 2 * (2 * reach + answer + SILENCE_BEYOND_ANSWER_MS);

const secured = (tls: MongoOptions['tls']): ConnectOptions =>
  tls === undefined ? {} : typeof tls === 'boolean' ? { tls } : { tls: true, ...(tls as ConnectOptions) };

/** By the mechanism that never shows the password, whatever the server asks for. */
const authenticated = (credentials: MongoCredentials | undefined): ConnectOptions =>
  credentials === undefined ? {} : { auth: { ...credentials }, authMechanism: 'SCRAM-SHA-256' };
