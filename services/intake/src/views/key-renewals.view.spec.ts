import { answerOf, recorded } from '@ekey/kernel/testing';
import { keyRenewals } from './key-renewals.view';

const uscc = '91310000MA1FL4QT9X';
let revision = 0;
const told = (type: 'renewal.RenewalSubmitted.v1' | 'renewal.CertificateRenewed.v1', caseId: string, rest: object) =>
  recorded(
    { type, data: { caseId, kind: 'renewal', uscc, ...rest } as never },
    { stream: `renewal.Renewal-${caseId}`, revision: (revision += 1) },
  );
const submitted = (caseId: string, form: string) =>
  told('renewal.RenewalSubmitted.v1', caseId, { form: { documentId: form } });
const renewed = (caseId: string, tokenSerial: string, renewedAt: string) =>
  told('renewal.CertificateRenewed.v1', caseId, { tokenSerial, renewedAt });

describe('the renewals of a key', () => {
  it('are those that put new certificates into it, the oldest first, with the form that was submitted last', () =>
    expect(
      answerOf(keyRenewals, uscc, [
        submitted('r2', 'form-2'),
        renewed('r2', 'EK1', '2028-01-01'),
        submitted('r1', 'form-0'),
        submitted('r1', 'form-1'),
        renewed('r1', 'EK1', '2027-01-01'),
        submitted('r3', 'form-3'),
        renewed('r3', 'EK2', '2027-06-01'),
      ]),
    ).toEqual({
      keys: {
        EK1: [
          { caseId: 'r1', form: 'form-1', at: '2027-01-01' },
          { caseId: 'r2', form: 'form-2', at: '2028-01-01' },
        ],
        EK2: [{ caseId: 'r3', form: 'form-3', at: '2027-06-01' }],
      },
    }));
  it('are none as long as it is not renewed', () =>
    expect(answerOf(keyRenewals, uscc, [submitted('r1', 'form-1')])).toEqual({ keys: {} }));
});
