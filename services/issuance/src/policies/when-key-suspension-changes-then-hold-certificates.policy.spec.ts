import { recorded } from '@ekey/kernel/testing';
import type { KeyReinstated, KeySuspended } from '../revocation/revocation.events';
import { exampleHeldKey } from '../testing/example-held-key';
import { whenKeySuspensionChangesThenHoldCertificates as policy } from './when-key-suspension-changes-then-hold-certificates.policy';

const stream = 'issuance.Revocation-case-1.1';
const commands = (type: string) =>
  exampleHeldKey.serials.map((serial) => ({
    id: serial,
    command: { type, data: { revocationId: 'case-1.1', now: '2026-03-02T01:00:00.000Z' } },
  }));

it('a suspended key has both certificates suspended', () => {
  const suspended: KeySuspended = {
    type: 'KeySuspended',
    data: { key: exampleHeldKey, ground: 'lost', withRequest: false, reference: null, by: 'anna', suspendedAt: 'then' },
  };
  expect(policy.react(recorded(suspended, { stream }))).toEqual(commands('SuspendCertificate'));
});

it('a key that was taken back has both certificates reinstated', () => {
  const { caseId, tokenSerial, serials } = exampleHeldKey;
  const reinstated: KeyReinstated = {
    type: 'KeyReinstated',
    data: { caseId, tokenSerial, serials, proposedBy: 'anna', by: 'boris', reinstatedAt: 'then' },
  };
  expect(policy.react(recorded(reinstated, { stream }))).toEqual(commands('ReinstateCertificate'));
});
