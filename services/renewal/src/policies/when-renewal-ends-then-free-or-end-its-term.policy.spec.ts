import { recorded } from '@ekey/kernel/testing';
import { ended, newCertificates, now, proved, renewalId } from '../testing/renewal.examples';
import { SIGNING } from '../testing/terms';
import { whenRenewalEndsThenFreeOrEndItsTerm as policy } from './when-renewal-ends-then-free-or-end-its-term.policy';

const meta = { stream: `renewal.Renewal-${renewalId}`, recordedAt: now };

it('a proved key ends the term of the one that it takes the place of', () =>
  expect(policy.react(recorded(proved, meta))).toEqual([
    { id: SIGNING, command: { type: 'RenewTerm', data: { renewalId, newSerial: newCertificates.signing, now } } },
  ]));

it('any other end lets another renewal begin', () =>
  expect(policy.react(recorded(ended('withdrawn'), meta))).toEqual([
    { id: SIGNING, command: { type: 'GiveUpRenewal', data: { renewalId, now } } },
  ]));
