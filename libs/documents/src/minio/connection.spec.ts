import { newServerCertificate } from '@ekey/pki/testing';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Client } from 'minio';
import { DocumentsUnavailable } from '../documents-unavailable';
import { Connection, type ConnectionOptions } from './connection';

const credentials = { accessKey: 'intake', secretKey: 'the-secret-of-intake' };

/** A server that answers each request as the test wants. */
describe('a connection', () => {
  let server: Server;
  let asked: number;
  let answer: (response: ServerResponse, request: IncomingMessage) => void;
  const opened: Connection[] = [];

  const connect = (deadlines: ConnectionOptions['deadlines']): Connection => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const connection = new Connection({ url, ...credentials, ...(deadlines === undefined ? {} : { deadlines }) });
    opened.push(connection);
    return connection;
  };
  const exists = (client: Client): Promise<boolean> => client.bucketExists('documents');
  const refusal = async (connection: Connection): Promise<Error> => connection.ask('to look', exists).catch((e) => e);
  const refused = (code: string) => (response: ServerResponse) =>
    response.writeHead(403).end(`<Error><Code>${code}</Code><Message>${credentials.accessKey}</Message></Error>`);

  beforeEach(async () => {
    asked = 0;
    answer = (response) => void response.end();
    server = createServer((request, response) => {
      asked += 1;
      answer(response, request);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    opened.splice(0).forEach((connection) => connection.close());
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('asks once more where the line breaks or the server cannot answer now', async () => {
    answer = (response) => {
      if (asked === 1) response.destroy();
      else if (asked < 4) response.writeHead(503).end('<Error><Code>SlowDown</Code></Error>');
      else response.end();
    };
    await expect(connect(undefined).ask('to look', exists)).resolves.toBe(true);
    expect(asked).toBe(4);
  });

  it('asks no more often than it is told', async () => {
    answer = (response) => void response.destroy();
    await expect(connect(undefined).ask('to look', exists, 1)).rejects.toThrow('cannot be reached (ECONNRESET)');
    expect(asked).toBe(1);
  });

  it('gives up a server that says nothing, and names it', async () => {
    answer = () => undefined;
    const fault = await refusal(connect({ silence: 40, answer: 300 }));
    expect(fault).toBeInstanceOf(DocumentsUnavailable);
    expect(fault.message).toMatch(/^documents at http:\/\/127\.0\.0\.1:\d+: to look: no answer within (40|300) ms$/);
    expect(asked).toBeGreaterThan(1);
  });

  it('gives up a server that dribbles, as late as its deadline says', async () => {
    answer = (response) => {
      const dribble = setInterval(() => response.write('x'), 10);
      response.on('close', () => clearInterval(dribble));
    };
    const from = performance.now();
    expect(await refusal(connect({ answer: 200 }))).toBeInstanceOf(DocumentsUnavailable);
    expect(performance.now() - from).toBeLessThan(1_000);
  });

  it('does not insist where it is refused, and tells why in words of its own', async () => {
    answer = refused('AccessDenied');
    const fault = await connect(undefined)
      .ask('to list', (client) => client.listObjectsQuery('documents', '', '', { Delimiter: '', MaxKeys: 1 }))
      .catch((error: Error) => error);
    expect(String(fault)).toMatch(/^DocumentsUnavailable: .+: to list: the right to do so is missing$/);
    expect(asked).toBe(1);
    expect(JSON.stringify({ ...(fault as Error) })).not.toContain(credentials.accessKey);
  });

  it('that is closed asks nothing any more, and does not go on with what it was asking', async () => {
    answer = () => undefined;
    const connection = connect(undefined);
    const asking = refusal(connection);
    while (asked === 0) await new Promise(setImmediate);
    connection.close();
    expect(String(await asking)).toContain('cannot be reached');
    await expect(connection.ask('to look', exists)).rejects.toThrow('closed on this side');
    expect(asked).toBe(1);
  });

  it('lets a defect be one', async () => {
    const defect = new TypeError('a defect');
    await expect(connect(undefined).ask('to look', () => Promise.reject(defect))).rejects.toBe(defect);
  });
});

describe('a connection over TLS', () => {
  const { key, certificate } = newServerCertificate();
  const server = createSecureServer({ key, cert: certificate }, (_request, response) => void response.end());
  const connect = (options: Partial<ConnectionOptions>): Connection => {
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return new Connection({ url, ...credentials, deadlines: { answer: 2_000 }, ...options });
  };
  const exists = (client: Client): Promise<boolean> => client.bucketExists('documents');
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it('trusts the server by the certificate that is given', async () => {
    const connection = connect({ tlsCa: certificate });
    await expect(connection.ask('to look', exists)).resolves.toBe(true);
    connection.close();
  });

  it('says so where it does not trust the server', async () => {
    const connection = connect({});
    await expect(connection.ask('to look', exists)).rejects.toThrow('cannot be reached (DEPTH_ZERO_SELF_SIGNED_CERT)');
    connection.close();
  });
});

describe('an address', () => {
  const open = (url: string) => () => new Connection({ url, ...credentials });

  it.each([
    ['documents', 'must be http://'],
    ['s3://documents', 'must be http://'],
    ['https://intake:hidden@documents', 'no part of the address'],
    ['https://documents/ekey', 'without a path'],
    ['https://documents?tls=false', 'without a path'],
  ])('is not %s', (url, words) => {
    expect(open(url)).toThrow(RangeError);
    expect(open(url)).toThrow(words);
    expect(open(url)).not.toThrow('hidden');
  });

  it('is told as it was given, with its port', () => {
    expect(open('https://documents:9000')().address).toBe('https://documents:9000');
    expect(open('http://documents')().address).toBe('http://documents');
  });

  it('is asked by nobody without credentials', () =>
    expect(() => new Connection({ url: 'https://documents', accessKey: 'intake', secretKey: '' })).toThrow(RangeError));
});
