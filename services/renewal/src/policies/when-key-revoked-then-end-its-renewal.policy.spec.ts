import { recorded } from '@ekey/kernel/testing';
import { now, renewalId } from '../testing/renewal.examples';
import { TERM_STREAM } from '../testing/terms';
import { whenKeyRevokedThenEndItsRenewal as policy } from './when-key-revoked-then-end-its-renewal.policy';

const reaction = (underWay: { readonly renewalId?: string }) => {
  const data = { ground: 'revoked', reason: 'keyCompromise', ...underWay, endedAt: now } as const;
  return policy.react(recorded({ type: 'TermEnded', data }, { stream: TERM_STREAM, recordedAt: now }));
};

it('when a key is revoked then its renewal ends, where one is under way', () => {
  expect(reaction({ renewalId })).toEqual([{ id: renewalId, command: { type: 'EndWithKey', data: { now } } }]);
  expect(reaction({})).toEqual([]);
});
