import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Unavailable } from '@ekey/kernel';
import { toPem } from '@ekey/pki';
import { HttpIssuedKeys } from './http.issued-keys';

const SERIAL = '4A'.repeat(16);
const good = { status: 'good', use: 'signing', uscc: '91310000MA1FL4QT9X', tokenSerial: 'EK26000001' };
const [issuing, root] = [Buffer.from('issuing'), Buffer.from('root')].map((der) => toPem('CERTIFICATE', der));

let server: Server;
let answer: (response: ServerResponse, path: string) => void;
const asked: string[] = [];

beforeAll(async () => {
  server = createServer(({ url = '' }, response) => {
    asked.push(url);
    answer(response, url);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
beforeEach(() => void asked.splice(0));
afterAll(() => new Promise((resolve) => server.close(resolve)));

const address = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
const keys = (at: () => string | Promise<string> = address) => new HttpIssuedKeys(at);
const says = (status: number, body: unknown) => {
  answer = (response) => response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
};

describe('what issuance says of a certificate', () => {
  it('is asked for at each log-in anew', async () => {
    says(200, { ...good, serial: SERIAL, thisUpdate: '2026-12-20T02:00:00.000Z' });
    const issued = keys();
    expect([await issued.status(SERIAL), await issued.status(SERIAL)]).toEqual([good, good]);
    expect(asked).toEqual(Array(2).fill(`/api/issuance/v1/certificates/${SERIAL}/status`));
  });
  it('is nothing of one that it does not know', async () => {
    says(404, { code: 'NotFound' });
    expect(await keys().status(SERIAL)).toBeNull();
  });
  it.each<[what: string, status: number, body: unknown]>([
    ['a fault', 500, {}],
    ['that it is not ready', 503, good],
    ['a status that there is not', 200, { ...good, status: 'fine' }],
    ['less than all', 200, { status: 'good' }],
    ['no JSON', 200, '<html>good</html>'],
    ['nothing', 200, ''],
  ])('is no answer where it says %s', async (_what, status, body) => {
    says(status, body);
    await expect(keys().status(SERIAL)).rejects.toThrow(Unavailable);
  });
  it('is no answer where it sends elsewhere, breaks off, or is not there', async () => {
    answer = (response) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end();
    await expect(keys().status(SERIAL)).rejects.toThrow(Unavailable);
    answer = (response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('{"status":"good"');
      setImmediate(() => response.destroy());
    };
    await expect(keys().status(SERIAL)).rejects.toThrow(Unavailable);
    await expect(keys().chain()).rejects.toThrow(Unavailable);
    await expect(keys(() => 'http://127.0.0.1:1').status(SERIAL)).rejects.toThrow(Unavailable);
    await expect(keys(() => Promise.reject(new Error('nobody knows'))).status(SERIAL)).rejects.toThrow(Unavailable);
  });
});

describe('the certificates of the authority', () => {
  it('are asked for once', async () => {
    says(200, `${issuing}${root}`);
    const issued = keys();
    expect([await issued.chain(), await issued.chain()]).toEqual(Array(2).fill({ issuing, root }));
    expect(asked).toEqual(['/api/issuance/v1/ca.pem']);
  });
  it.each([
    ['one alone', issuing ?? ''],
    ['something else', 'no certificate'],
  ])('are no answer where it tells %s, and are asked for again', async (_what, body) => {
    const issued = keys();
    says(200, body);
    await expect(issued.chain()).rejects.toThrow(Unavailable);
    says(404, {});
    await expect(issued.chain()).rejects.toThrow(Unavailable);
    says(200, `${issuing}${root}`);
    expect(await issued.chain()).toEqual({ issuing, root });
  });
});
