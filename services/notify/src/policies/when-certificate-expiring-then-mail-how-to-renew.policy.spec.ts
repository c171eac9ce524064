import { CASE } from '../testing/letters';
import { published } from '../testing/published';
import { whenCertificateExpiringThenMailHowToRenew as policy } from './when-certificate-expiring-then-mail-how-to-renew.policy';

const parameters = { serial: '4A1F', tokenSerial: 'EK26000001', notAfter: '2027-03-20T02:00:00.000Z' };
const expiring = (daysBefore: number, id: string) =>
  published(
    'renewal.CertificateExpiring.v1',
    { ...parameters, daysBefore, caseId: CASE, uscc: '91110101MA0000007T', at: '2026-12-20T02:00:00.000Z' },
    { id },
  );

describe('when a certificate nears its end', () => {
  it('then its end and how to renew are mailed to the address of the case', () => {
    const [target, ...others] = policy.react(expiring(90, 'fact-1'));
    expect(others).toEqual([]);
    expect(target?.command.data).toMatchObject({
      letter: {
        ...{ caseId: CASE, address: null, purpose: 'certificate-expiring', parameters },
      },
    });
  });
  it('then each reminder is a mail of its own, and one told twice is one mail', () => {
    const [first] = policy.react(expiring(90, 'fact-1'));
    expect(policy.react(expiring(60, 'fact-2'))[0]?.id).not.toBe(first?.id);
    expect(policy.react(expiring(90, 'fact-1'))[0]?.id).toBe(first?.id);
  });
});
