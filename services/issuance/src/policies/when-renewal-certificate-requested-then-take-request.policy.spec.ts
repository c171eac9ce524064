import { publishedFacts } from '@ekey/contracts';
import { recorded } from '@ekey/kernel/testing';
import { now, renewalId, request } from '../testing/example-renewal';
import { whenRenewalCertificateRequestedThenTakeRequest as policy } from './when-renewal-certificate-requested-then-take-request.policy';

it('a certificate that a renewal asks for is taken up under its case', () => {
  const type = 'renewal.RenewalCertificateRequested.v1' as const;
  const asked = { ...request('signing'), spkiSha256: 'c'.repeat(64) };
  const data = publishedFacts[type].parse({ ...asked, kind: 'renewal', at: now });
  const fact = recorded({ type, data }, { stream: `renewal.Renewal-${renewalId}`, recordedAt: now });
  expect(policy.react(fact)).toEqual([{ id: renewalId, command: { type: 'TakeRequest', data: { ...asked, now } } }]);
});
