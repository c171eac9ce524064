import type { Checkpoints } from '../reactor-store.port';

export interface KurrentCredentials {
  readonly username: string;
  readonly password: string;
}

/** All in milliseconds. */
export interface KurrentDeadlines {
  /** Until an append is answered, a second try after a broken connection included. */
  readonly append: number;
  /** How long a server that is being read may say nothing. */
  readonly silence: number;
}

/** Waits between tries to reach a server, in milliseconds: doubled each time, and spread so that not all come at once. */
export interface KurrentBackOff {
  readonly shortest: number;
  readonly longest: number;
}

export interface KurrentEventStoreOptions {
  /**
   * `kurrentdb://host[:port]`, with `?tls=false` for an open connection or `?tlsCAFile=<file>` for an authority of one's
   * own. One address: a node, or what stands before the nodes of a cluster.
   */
  readonly url: string;
  /** The service whose streams are read and written. */
  readonly owner: string;
  /** What stands before the name of every stream on the server, where several installations share it. */
  readonly prefix?: string;
  /** Never part of the address, which is told in messages. Goes over TLS only. */
  readonly credentials?: KurrentCredentials;
  readonly checkpoints: Checkpoints;
  readonly deadlines?: Partial<KurrentDeadlines>;
  readonly backOff?: Partial<KurrentBackOff>;
  /** After how many records of others a subscription is told that nothing was for it; a multiple of 32. */
  readonly checkpointInterval?: number;
  /** Told of each broken connection and of each record that has no business where it is. Gets no content. */
  readonly onFault?: (subject: string, cause: string) => void;
}

export interface KurrentSettings {
  /** Host and port, as messages name it. */
  readonly address: string;
  /** What the client takes; holds nothing secret. */
  readonly connectionString: string;
  readonly prefix: string;
  readonly credentials: KurrentCredentials | undefined;
  readonly deadlines: KurrentDeadlines;
}

/** The native half of the client lets half a second pass before it goes to the one server there is. Waiting is done here. */
const AT_ONCE = { discoveryInterval: '10' };

/** All that the client knows for a single node. */
const SCHEMES = ['kurrentdb:', 'kurrent:', 'kdb:', 'esdb:'];
const DEFAULT_PORT = '2113';

/** @throws RangeError naming what is wrong with the address; never with a password in it. */
export function settingsOf(options: KurrentEventStoreOptions): KurrentSettings {
  const url = parsed(options.url);
  const tls = url.searchParams.get('tls') !== 'false';
  if (options.credentials !== undefined && !tls) throw new RangeError('a password goes over TLS only');
  if (options.credentials === undefined && tls) throw new RangeError('a server behind TLS asks for a user');
  const address = `${url.hostname}:${url.port || DEFAULT_PORT}`;
  const query = new URLSearchParams({ tls: String(tls), connectionName: `ekey-${options.owner}`, ...AT_ONCE });
  const authority = url.searchParams.get('tlsCAFile');
  if (authority !== null) query.set('tlsCAFile', authority);
  return {
    address,
    connectionString: `kurrentdb://${address}?${query}`,
    prefix: options.prefix ?? '',
    credentials: options.credentials,
    deadlines: { append: 5_000, silence: 10_000, ...options.deadlines },
  };
}

function parsed(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !SCHEMES.includes(url.protocol) || url.hostname === '')
    throw new RangeError('the address of the event store must be kurrentdb://host[:port]');
  if (url.username !== '' || url.password !== '')
    throw new RangeError('user and password are no part of the address of the event store: addresses are told in logs');
  if (url.hostname.includes(',')) throw new RangeError('the event store has one address: that before its cluster');
  const unknown = [...url.searchParams.keys()].find((key) => !['tls', 'tlsCAFile'].includes(key));
  if (unknown !== undefined) throw new RangeError(`the address of the event store may not say ${unknown}`);
  return url;
}
