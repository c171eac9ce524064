import { X509Certificate } from 'node:crypto';
import { HttpClient, until, type MadeKey } from '@ekey/journeys';
import { API, applicant, IssuanceDesk } from './issuance-desk';

let desk: IssuanceDesk;
beforeAll(async () => {
  desk = await IssuanceDesk.open();
});
afterAll(async () => {
  const parked = await desk.parked();
  await desk.dispose();
  expect(parked).toEqual([]);
});

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
