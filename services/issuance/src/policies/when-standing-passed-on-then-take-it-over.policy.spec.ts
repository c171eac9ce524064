import { recorded } from '@ekey/kernel/testing';
import type { Standing, StandingPassedOn } from '../revocation/revocation.events';
import { exampleHeldKey } from '../testing/example-held-key';
import { whenStandingPassedOnThenTakeItOver as policy } from './when-standing-passed-on-then-take-it-over.policy';

const now = '2026-03-02T01:00:00.000Z';
const key = { ...exampleHeldKey, caseId: 'renewal-1', attempt: 2, serials: ['5A', '5B'] };
const standing: Standing = {
  suspension: { ground: 'lost', withRequest: false, reference: null, by: key.uscc },
  request: null,
  ended: null,
};

it('what was decided of the key before is decided of the one that is in the token now', () => {
  const passedOn: StandingPassedOn = { type: 'StandingPassedOn', data: { to: key, standing, passedOnAt: now } };
  expect(policy.react(recorded(passedOn, { stream: 'issuance.Revocation-case-1.1' }))).toEqual([
    { id: 'renewal-1.2', command: { type: 'TakeOverStanding', data: { key, standing, now } } },
  ]);
});
