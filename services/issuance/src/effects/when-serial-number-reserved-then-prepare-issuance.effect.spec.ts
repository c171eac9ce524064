import { createHash, generateKeyPairSync } from 'node:crypto';
import { recorded } from '@ekey/kernel/testing';
import { lintTbs, type CertificateAuthority } from '@ekey/pki';
import { exampleAuthority, places } from '../testing/example-authority';
import {
  LintFailed,
  whenSerialNumberReservedThenPrepareIssuance as effect,
} from './when-serial-number-reserved-then-prepare-issuance.effect';

const spki = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .publicKey.export({ type: 'spki', format: 'der' })
  .toString('base64');
const weak = generateKeyPairSync('rsa', { modulusLength: 1024 })
  .publicKey.export({ type: 'spki', format: 'der' })
  .toString('base64');
const reserved = (use: 'signing' | 'encryption', key = spki) =>
  recorded(
    {
      type: 'SerialNumberReserved' as const,
      data: {
        ...{
          serial: '4A'.repeat(16),
          caseId: 'case-1',
          attempt: 1,
          use,
          uscc: '91440300MA5F3X7Y2K',
          tokenSerial: 'EK1',
          spki: key,
        },
        subject: { provinceName: '广东省', localityName: '深圳市', organisationName: '深圳市示例科技有限公司' },
        reservedAt: '2026-03-02T02:00:00.789Z',
      },
    },
    { stream: `issuance.Certificate-${'4A'.repeat(16)}` },
  );

let authority: CertificateAuthority;
beforeAll(async () => {
  authority = await exampleAuthority();
});
const ports = (now = '2026-03-02T02:00:05.000Z') => ({
  authority,
  places,
  certificateYears: 2,
  clock: { now: () => now },
});

describe('a reserved serial number', () => {
  it.each(['signing', 'encryption'] as const)('is prepared with the very bytes to be signed: %s', async (use) => {
    const report = await effect.act(reserved(use), ports());
    const tbs = Buffer.from(report?.data.tbs ?? '', 'base64');
    expect(report).toMatchObject({
      type: 'PrepareIssuance',
      data: {
        // To the second, and counted from the reservation.
        notBefore: '2026-03-02T02:00:00.000Z',
        notAfter: '2028-03-02T02:00:00.000Z',
        tbsSha256: createHash('sha256').update(tbs).digest('hex'),
      },
    });
    expect(lintTbs(tbs, use)).toEqual([]);
    expect(tbs.length).toBeLessThan(3_000);
    expect(tbs.includes(Buffer.from('深圳市示例科技有限公司'))).toBe(true);
  });
  it('is prepared the same a second time, however much later', async () => {
    const [first, second] = [
      await effect.act(reserved('signing'), ports()),
      await effect.act(reserved('signing'), ports('2026-03-09T00:00:00.000Z')),
    ];
    expect(second?.data.tbs).toBe(first?.data.tbs);
  });
  it.each([
    ['which has days left: they are kept', '2026-05-11T01:00:00.000Z', '2028-05-11T01:00:00.000Z'],
    ['which has run out meanwhile: there are none', '2026-02-11T01:00:00.000Z', '2028-03-02T02:00:00.000Z'],
  ])('adds its term to the end of the certificate that it renews, %s', async (_why, oldNotAfter, notAfter) => {
    const fact = reserved('signing');
    const report = await effect.act({ ...fact, data: { ...fact.data, oldNotAfter } }, ports());
    expect(report?.data).toMatchObject({ notBefore: '2026-03-02T02:00:00.000Z', notAfter });
  });
  it('is not prepared where the certificate would break its profile', async () => {
    await expect(effect.act(reserved('signing', weak), ports())).rejects.toThrow(LintFailed);
    await expect(effect.act(reserved('signing', weak), ports())).rejects.toThrow('KeyTooWeak');
  });
});
