import type { Clock } from '@ekey/kernel';
import type { PersonalData } from '@ekey/personal-data';

/** All in milliseconds. */
export interface MinioDeadlines {
  /** How long a server that was asked may say nothing. */
  readonly silence: number;
  /** Until a question is answered or given up, with all that it was repeated. */
  readonly answer: number;
}

export interface MinioDocumentsOptions {
  /** `http://host[:port]` or `https://…`: one address, a node or what stands before the nodes. */
  readonly url: string;
  /** Made, with versions and object lock, by whoever first meets that it is missing and has the right. */
  readonly bucket: string;
  /** Default: `us-east-1`. */
  readonly region?: string;
  /** Never part of the address, which is told in messages. */
  readonly accessKey: string;
  readonly secretKey: string;
  /** CA certificates (PEM) that the server is trusted by beside the known ones. */
  readonly tlsCa?: string | Buffer;
  /** Seals the bytes under the key of their case. */
  readonly personalData: Pick<PersonalData, 'sealBytes' | 'openBytes'>;
  /** Tells whether a retention has run out. The server goes by its own as well: both must have passed. */
  readonly clock: Clock;
  readonly deadlines?: Partial<MinioDeadlines>;
}

/** Where the server is, as its client takes it. */
export interface MinioAddress {
  /** Scheme, host and port, as messages name it. */
  readonly name: string;
  readonly endPoint: string;
  readonly port: number;
  readonly useSSL: boolean;
}

/** Names that DNS knows too, so that no path can be made of one (S3, "Bucket naming rules"). */
const BUCKET = /^(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** @throws RangeError naming what is wrong; never with a password in it. */
export function addressOf(text: string): MinioAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol))
    throw new RangeError('the address of the documents must be http://host[:port] or https://host[:port]');
  if (url.username !== '' || url.password !== '')
    throw new RangeError(
      'access key and secret are no part of the address of the documents: addresses are told in logs',
    );
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '')
    throw new RangeError('the address of the documents is that of the server, without a path');
  const useSSL = url.protocol === 'https:';
  const port = url.port === '' ? (useSSL ? 443 : 80) : Number(url.port);
  return { name: url.origin, endPoint: url.hostname, port, useSSL };
}

/** @throws RangeError */
export function refuseOtherThanBucket(bucket: string): void {
  if (!BUCKET.test(bucket)) throw new RangeError(`not the name of a bucket: ${bucket}`);
}
