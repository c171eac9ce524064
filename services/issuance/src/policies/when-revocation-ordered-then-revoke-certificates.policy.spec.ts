import { recorded } from '@ekey/kernel/testing';
import { whenRevocationOrderedThenRevokeCertificates as policy } from './when-revocation-ordered-then-revoke-certificates.policy';

it('an ordered revocation revokes every certificate of the key', () => {
  const ordered = recorded(
    {
      type: 'RevocationOrdered' as const,
      data: {
        caseId: 'case-1',
        attempt: 1,
        serials: ['4A', '4B'],
        sealId: null,
        ground: 'lost' as const,
        reason: 'keyCompromise' as const,
        orderedAt: 'then',
      },
    },
    { stream: 'issuance.Revocation-case-1.1' },
  );
  const command = (serial: string) => ({
    id: serial,
    command: {
      type: 'RevokeCertificate',
      data: { serial, reason: 'keyCompromise', revocationId: 'case-1.1', now: '2026-03-02T01:00:00.000Z' },
    },
  });
  expect(policy.react(ordered)).toEqual([command('4A'), command('4B')]);
});
