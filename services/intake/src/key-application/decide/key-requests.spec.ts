import { scenarios } from '@ekey/kernel/testing';
import type { KeyApplicationCommand } from '../key-application.commands';
import { keyApplication } from '../key-application.decider';
import { applicationIs, approved, collected, formNumber, now, started, withdrawn } from '../key-application.examples';
import type { KeyApplicationEvent } from '../key-application.events';
import type { KeyApplicationRejection } from '../key-application.rejections';

const { given } = scenarios(keyApplication);

const tokenSerial = 'EK26000001';
const of = (requestId: string) => ({ ...applicationIs, tokenSerial, requestId });
const inHand = [...approved, collected];

interface Kind {
  readonly what: string;
  readonly request: (requestId: string) => KeyApplicationCommand;
  readonly withdraw: KeyApplicationCommand;
  readonly answer: (requestId: string) => KeyApplicationCommand;
  readonly requested: (requestId: string) => KeyApplicationEvent;
  readonly takenBack: KeyApplicationEvent;
  readonly answered: KeyApplicationEvent;
  readonly underWay: KeyApplicationRejection;
  readonly notRequested: KeyApplicationRejection;
}
const unlocking: Kind = {
  what: 'to have the key unlocked',
  request: (requestId) => ({
    type: 'RequestUnlock',
    data: { tokenSerial, requestId, reason: 'pin-forgotten', now },
  }),
  withdraw: { type: 'WithdrawUnlockRequest', data: { now } },
  answer: (requestId) => ({ type: 'RecordUnlockAnswer', data: { requestId, outcome: 'unlocked', now } }),
  requested: (requestId) => ({
    type: 'KeyUnlockRequested',
    data: { ...of(requestId), reason: 'pin-forgotten', requestedAt: now },
  }),
  takenBack: { type: 'KeyUnlockRequestWithdrawn', data: { ...of('request-1'), withdrawnAt: now } },
  answered: { type: 'KeyUnlockAnswered', data: { requestId: 'request-1', outcome: 'unlocked', answeredAt: now } },
  ...{ underWay: 'UnlockUnderWay', notRequested: 'UnlockNotRequested' },
};
const revoking: Kind = {
  what: 'to have the key revoked',
  request: (requestId) => ({
    type: 'RequestRevocation',
    data: { tokenSerial, requestId, ground: 'out-of-use', now },
  }),
  withdraw: { type: 'WithdrawRevocationRequest', data: { now } },
  answer: (requestId) => ({ type: 'RecordRevocationAnswer', data: { requestId, outcome: 'revoked', now } }),
  requested: (requestId) => ({
    type: 'KeyRevocationRequested',
    data: { ...of(requestId), ground: 'out-of-use', formNumber, requestedAt: now },
  }),
  takenBack: { type: 'KeyRevocationRequestWithdrawn', data: { ...of('request-1'), withdrawnAt: now } },
  answered: { type: 'KeyRevocationAnswered', data: { requestId: 'request-1', outcome: 'revoked', answeredAt: now } },
  ...{ underWay: 'RevocationUnderWay', notRequested: 'RevocationNotRequested' },
};

describe.each([unlocking, revoking])('a request $what', (kind) => {
  const { request, withdraw, answer, requested, takenBack, answered, underWay, notRequested } = kind;
  const asked = [...inHand, requested('request-1')];

  it('is told at once', () =>
    given(...inHand)
      .when(request('request-1'))
      .then(requested('request-1')));
  it('is made once at a time, and anew after the answer', () => {
    given(...asked)
      .when(request('request-2'))
      .thenRejected(underWay);
    for (const end of [answered, takenBack])
      given(...asked, end)
        .when(request('request-2'))
        .then(requested('request-2'));
  });
  it('waits until the key is in the hand of the enterprise', () => {
    given().when(request('request-1')).thenRejected('ApplicationUnknown');
    for (const before of [[started], approved, [started, withdrawn(0)]])
      given(...before)
        .when(request('request-1'))
        .thenRejected('KeyNotCollected');
  });
  it('is taken back by who has asked, as long as it is not answered', () => {
    given(...asked)
      .when(withdraw)
      .then(takenBack);
    for (const history of [inHand, [...asked, answered], [...asked, takenBack]])
      given(...history)
        .when(withdraw)
        .thenRejected(notRequested);
    given().when(withdraw).thenRejected('ApplicationUnknown');
  });
  it('is answered once', () => {
    given(...asked)
      .when(answer('request-1'))
      .then(answered);
    given(...asked, answered)
      .when(answer('request-1'))
      .thenNothing();
  });
  it('is not answered by what is said of one that was taken back', () => {
    given(...asked, takenBack)
      .when(answer('request-1'))
      .thenNothing();
    given(...asked, takenBack, requested('request-2'))
      .when(answer('request-1'))
      .thenNothing();
    given().when(answer('request-1')).thenNothing();
  });
});

it('one request of a key does not stand in the way of the other', () =>
  given(...inHand, unlocking.requested('request-1'))
    .when(revoking.request('request-2'))
    .then(revoking.requested('request-2')));
