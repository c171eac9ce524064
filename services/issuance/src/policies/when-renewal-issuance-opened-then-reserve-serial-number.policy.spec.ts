import { recorded } from '@ekey/kernel/testing';
import { now, oldNotAfter, opened, renewalId, request, serials, subject } from '../testing/example-renewal';
import { whenRenewalIssuanceOpenedThenReserveSerialNumber as policy } from './when-renewal-issuance-opened-then-reserve-serial-number.policy';

it('an opened issuance reserves its serial number, and says which end the new term is added to', () => {
  const { caseId, attempt, use, uscc, tokenSerial, spki } = request('signing');
  const order = { serial: serials.signing, caseId, attempt, use, uscc, subject, tokenSerial, spki, oldNotAfter };
  const fact = recorded(opened('signing'), { stream: `issuance.RenewalOrder-${renewalId}`, recordedAt: now });
  expect(policy.react(fact)).toEqual([
    { id: serials.signing, command: { type: 'ReserveSerialNumber', data: { ...order, now } } },
  ]);
});
