import { recorded } from '@ekey/kernel/testing';
import { now, renewalId, renewed, serials } from '../testing/example-renewal';
import { whenRenewalCompletedThenActivateCertificates as policy } from './when-renewal-completed-then-activate-certificates.policy';

it('a completed renewal makes both new certificates live', () =>
  expect(policy.react(recorded(renewed, { stream: `issuance.RenewalOrder-${renewalId}`, recordedAt: now }))).toEqual(
    [serials.signing, serials.encryption].map((id) => ({
      id,
      command: { type: 'ActivateCertificate', data: { now } },
    })),
  ));
