import { scenarios } from '@ekey/kernel/testing';
import type { KeyApplicationCommand } from '../key-application.commands';
import { keyApplication } from '../key-application.decider';
import { applicationIs, approved, collected, formNumber, now, started, withdrawn } from '../key-application.examples';
import type { KeyApplicationEvent } from '../key-application.events';

const { given } = scenarios(keyApplication);

const tokenSerial = 'EK26000001';
const request = (requestId = 'request-1'): KeyApplicationCommand => ({
  type: 'RequestRevocation',
  data: { tokenSerial, requestId, ground: 'out-of-use', now },
});
const withdraw: KeyApplicationCommand = { type: 'WithdrawRevocationRequest', data: { now } };
const answer = (requestId = 'request-1'): KeyApplicationCommand => ({
  type: 'RecordRevocationAnswer',
  data: { requestId, outcome: 'revoked', now },
});

const requested = (requestId = 'request-1'): KeyApplicationEvent => ({
  type: 'KeyRevocationRequested',
  data: { ...applicationIs, tokenSerial, requestId, ground: 'out-of-use', formNumber, requestedAt: now },
});
const takenBack: KeyApplicationEvent = {
  type: 'KeyRevocationRequestWithdrawn',
  data: { ...applicationIs, tokenSerial, requestId: 'request-1', withdrawnAt: now },
};
const answered: KeyApplicationEvent = {
  type: 'KeyRevocationAnswered',
  data: { requestId: 'request-1', outcome: 'revoked', answeredAt: now },
};
const inHand = [...approved, collected];

describe('asking to have the key revoked', () => {
  it('is told at once', () =>
    given(...inHand)
      .when(request())
      .then(requested()));
  it('is done once at a time, and anew after the answer', () => {
    given(...inHand, requested())
      .when(request('request-2'))
      .thenRejected('RevocationUnderWay');
    for (const end of [answered, takenBack])
      given(...inHand, requested(), end)
        .when(request('request-2'))
        .then(requested('request-2'));
  });
  it('waits until the key is in the hand of the enterprise', () => {
    given().when(request()).thenRejected('ApplicationUnknown');
    for (const before of [[started], approved, [started, withdrawn(0)]])
      given(...before)
        .when(request())
        .thenRejected('KeyNotCollected');
  });
});

describe('a request to revoke the key', () => {
  it('is taken back by who has asked, as long as it is not answered', () => {
    given(...inHand, requested())
      .when(withdraw)
      .then(takenBack);
    for (const history of [inHand, [...inHand, requested(), answered], [...inHand, requested(), takenBack]])
      given(...history)
        .when(withdraw)
        .thenRejected('RevocationNotRequested');
    given().when(withdraw).thenRejected('ApplicationUnknown');
  });
  it('is answered once', () => {
    given(...inHand, requested())
      .when(answer())
      .then(answered);
    given(...inHand, requested(), answered)
      .when(answer())
      .thenNothing();
  });
  it('is not answered by what is said of one that was taken back', () => {
    given(...inHand, requested(), takenBack)
      .when(answer())
      .thenNothing();
    given(...inHand, requested(), takenBack, requested('request-2'))
      .when(answer('request-1'))
      .thenNothing();
    given().when(answer()).thenNothing();
  });
});
