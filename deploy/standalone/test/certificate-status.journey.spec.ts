import { X509Certificate } from 'node:crypto';
import { HttpClient, until, type MadeKey } from '@ekey/journeys';
import { KeyInUse } from '@ekey/journeys/procedures';
import { readStatuses, responseStatusOf, statusRequest } from '@ekey/pki/testing';
import { API, applicant, withDesk, type IssuanceDesk } from './issuance-desk';

let desk: IssuanceDesk;
withDesk((opened) => (desk = opened));

interface Status {
  readonly status: string;
  readonly reason: string | null;
  readonly since: string;
}
const serialOf = ({ delivery }: MadeKey): string =>
  new X509Certificate(delivery.certificates.signing ?? '').serialNumber;

const statusOf = (serial: string) =>
  new HttpClient(desk.url).send<Status>('GET', `${API}/certificates/${serial}/status`);

const becomes = (serial: string, status: string) =>
  until(
    `the certificate is ${status}`,
    async () => (await statusOf(serial)).body,
    (told) => told.status === status,
  );

describe('whoever relies on a certificate', () => {
  it('is told that it is on hold until its key is handed over, then that it is good', async () => {
    const caseId = await desk.reVerified();
    const { key } = await desk.ready(caseId);
    const serial = serialOf(key);
    expect((await statusOf(serial)).body).toMatchObject({ status: 'on-hold', reason: 'certificateHold' });
    await desk.counter.passesFinalReview(caseId);
    await desk.counter.handsOver(caseId, key.token.serialNumber, applicant);
    expect(await becomes(serial, 'good')).toMatchObject({
      ...{ serial, reason: null, use: 'signing', tokenSerial: key.token.serialNumber },
      answeredAt: expect.stringMatching(/^2026-03-02T/) as string,
    });
  });

  it('is told that it is revoked, why and since when', async () => {
    const caseId = await desk.reVerified();
    const serial = serialOf(await desk.made(caseId));
    await desk.withdraw(caseId);
    const { reason, since } = await becomes(serial, 'revoked');
    expect(reason).toBe('cessationOfOperation');
    expect(Date.parse(since)).toBeLessThanOrEqual(Date.parse(desk.clock.now()));
  });

  it('is told that there is none, where there is none', async () => {
    for (const serial of ['4A', '4a'.repeat(16), 'not-a-serial', '4A'.repeat(40)])
      expect(await statusOf(serial)).toMatchObject({ status: 404, body: { code: 'NotFound' } });
  });

  it('reads nothing that the certificate does not name', async () => {
    const caseId = await desk.reVerified();
    const { body } = await statusOf(serialOf(await desk.made(caseId)));
    const told = JSON.stringify(body);
    for (const personal of [caseId, applicant.name, applicant.idNumber]) expect(told).not.toContain(personal);
  });
});

/** As certificates say where to ask, so it is asked. */
const addressIn = (certificate: X509Certificate): string =>
  new URL(/OCSP - URI:(\S+)/.exec(certificate.infoAccess ?? '')?.[1] ?? '').pathname;

const post = (path: string, body: Buffer, type = 'application/ocsp-request') =>
  new HttpClient(desk.url).send('POST', path, { body, type });

const ANSWER_HEADERS = [
  ...['content-type', 'content-length', 'cache-control', 'content-security-policy', 'referrer-policy'],
  ...['strict-transport-security', 'x-content-type-options', 'x-frame-options'],
];

describe('the responder at the address that a certificate names', () => {
  let certificate: X509Certificate;
  let issuer: X509Certificate;
  let key: MadeKey;
  let caseId: string;
  beforeAll(async () => {
    caseId = await desk.reVerified();
    ({ key } = await desk.ready(caseId));
    certificate = new X509Certificate(key.delivery.certificates.signing ?? '');
    issuer = new X509Certificate(key.delivery.chain[0] as string);
  });
  const asked = () => [{ issuer, serial: certificate.serialNumber }];
  const told = async (nonce?: Buffer) => {
    const { status, headers, bytes } = await post(addressIn(certificate), statusRequest(asked(), nonce));
    expect([status, headers.get('content-type')]).toEqual([200, 'application/ocsp-response']);
    // Data to a program, and no page: none of what only browsers go by makes it longer.
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers.get('cross-origin-opener-policy')).toBeNull();
    return readStatuses(bytes, issuer);
  };

  it('answers by POST and by GET, with a nonce and without', async () => {
    expect((await told()).told).toMatchObject([{ status: 'revoked', reason: 6 }]);
    const nonce = Buffer.alloc(32, 5);
    expect((await told(nonce)).nonce).toEqual(nonce);
    const all = asked().map((one) => ({ ...one, hash: 'sha256' as const }));
    const inAddress = encodeURIComponent(statusRequest(all, nonce).toString('base64'));
    const { status, headers, bytes } = await new HttpClient(desk.url).send(
      'GET',
      `${addressIn(certificate)}/${inAddress}`,
    );
    expect([status, headers.get('content-type')]).toEqual([200, 'application/ocsp-response']);
    expect(readStatuses(bytes, issuer)).toMatchObject({ nonce, told: [{ status: 'revoked', reason: 6 }] });
  });

  it('says what the revocation list says, at every step of the key', async () => {
    await desk.counter.passesFinalReview(caseId);
    await desk.counter.handsOver(caseId, key.token.serialNumber, applicant);
    await becomes(certificate.serialNumber, 'good');
    expect((await told()).told).toMatchObject([{ serial: certificate.serialNumber, status: 'good' }]);
  });

  it('says the same byte for byte and header for header to who asks again, and counts and logs him as it does anybody', async () => {
    const request = statusRequest(asked());
    const address = `${addressIn(certificate)}/${encodeURIComponent(request.toString('base64'))}`;
    const count = async () => {
      const { bytes } = await new HttpClient(desk.url).send('GET', '/metrics');
      const route = 'method="POST",route="/api/issuance/v1/ocsp",status="200"';
      return Number(new RegExp(`ekey_http_request_seconds_count{${route}} (\\d+)`).exec(bytes.toString())?.[1]);
    };
    const before = await count();
    const answers = [];
    for (let time = 0; time < 3; time += 1) answers.push(await post(addressIn(certificate), request));
    answers.push(await new HttpClient(desk.url).send('GET', address));
    expect(await count()).toBe(before + 3);
    const ids = answers.map(({ headers }) => headers.get('x-correlation-id'));
    expect(new Set(ids).size).toBe(4);
    const [first, ...others] = answers.map(({ status, bytes, headers }) => ({
      ...{ status, bytes },
      headers: ANSWER_HEADERS.map((name) => headers.get(name)),
    }));
    expect(first?.headers).not.toContain(null);
    for (const other of others) expect(other).toEqual(first);
  });

  it('takes back at once what it said, when a key is suspended and when it is given free', async () => {
    const { serialNumber } = certificate;
    const inUse = new KeyInUse(desk.office, caseId, key);
    expect((await told()).told).toMatchObject([{ status: 'good' }]);
    await inUse.post('manager', 'suspension', { ground: 'lost' });
    await becomes(serialNumber, 'on-hold');
    for (const nonce of [undefined, Buffer.alloc(16, 7), undefined])
      expect((await told(nonce)).told).toMatchObject([{ status: 'revoked', reason: 6 }]);
    await inUse.post('manager', 'reinstatement', { reference: '到场说明 3' });
    await inUse.post('reviewer', 'reinstatement/confirmation');
    await becomes(serialNumber, 'good');
    expect((await told()).told).toMatchObject([{ status: 'good' }]);
  });

  it('is another after a restart, and says the same', async () => {
    const before = await told();
    await desk.restart();
    const after = await told();
    expect(after.responder.serialNumber).not.toBe(before.responder.serialNumber);
    expect(after.told[0]).toMatchObject({ status: 'good' });
  });

  it('refuses in the words of OCSP what is no question, and by HTTP what is too large', async () => {
    const path = addressIn(certificate);
    const request = statusRequest(asked());
    const tooMany = statusRequest(Array.from({ length: 33 }, () => ({ issuer, serial: '01' })));
    for (const nonsense of [Buffer.of(0), request.subarray(1), tooMany, Buffer.alloc(9_000, 0x30)])
      expect(responseStatusOf((await post(path, nonsense)).bytes)).toBe(1);
    expect(responseStatusOf((await post(path, Buffer.from('{}'), 'application/json')).bytes)).toBe(1);
    expect(await post(path, Buffer.alloc(1_200_000))).toMatchObject({ status: 413 });
    expect(await post(path, request, 'text/plain')).toMatchObject({ status: 415 });
    for (const address of ['nonsense!', '%00', request.toString('hex').slice(0, 30)])
      expect(responseStatusOf((await new HttpClient(desk.url).send('GET', `${path}/${address}`)).bytes)).toBe(1);
  });
});
