import { scenarios } from '@ekey/kernel/testing';
import type { RenewedTokenCommand } from './renewed-token.commands';
import { renewedToken } from './renewed-token.decider';
import type { RenewedTokenEvent } from './renewed-token.events';

const { given } = scenarios(renewedToken);
const now = '2027-01-20T02:00:00.000Z';
const note = (renewalId: string): RenewedTokenCommand => ({ type: 'NoteRenewal', data: { renewalId, now } });
const noted = (renewalId: string): RenewedTokenEvent => ({
  type: 'TokenRenewalNoted',
  data: { renewalId, notedAt: now },
});
const giveUp: RenewedTokenCommand = { type: 'GiveUpToken', data: { replacementId: 'case-2', now } };
const givenUp = (renewalId: string): RenewedTokenEvent => ({
  type: 'TokenGivenUp',
  data: { renewalId, replacementId: 'case-2', givenUpAt: now },
});

describe('a token that is renewed', () => {
  it('is known by the renewal that was begun last', () => {
    given().when(note('r1')).then(noted('r1'));
    given(noted('r1')).when(note('r1')).thenNothing();
    given(noted('r1')).when(note('r2')).then(noted('r2'));
  });
  it('is given up with that renewal, once', () => {
    given(noted('r1'), noted('r2')).when(giveUp).then(givenUp('r2'));
    given(noted('r1'), givenUp('r1')).when(giveUp).thenNothing();
    given().when(giveUp).thenNothing();
  });
});
