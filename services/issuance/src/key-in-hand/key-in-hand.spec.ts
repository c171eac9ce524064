import { scenarios } from '@ekey/kernel/testing';
import type { HeldKey } from '../revocation/revocation.events';
import { exampleHeldKey } from '../testing/example-held-key';
import { keyInHand } from './key-in-hand.decider';
import type { KeyInHandEvent, RevocationAsking, UnlockAsking } from './key-in-hand.events';

const { given } = scenarios(keyInHand);
const [collectedAt, reportedAt, renewedAt] = ['2026-03-02', '2026-12-20', '2027-01-20'] as const;
const now = '2027-01-21';
const { sealId: _sealId, ...withoutSeal } = exampleHeldKey;
const { caseId, attempt, uscc } = exampleHeldKey;
const renewed = { caseId: 'renewal-1', attempt: 2, serials: ['5A', '5B'], sealId: 'SEAL-2' };

const note = { type: 'NoteMadeKey', data: { caseId, attempt, sealId: 'SEAL-1', now } } as const;
const take = { type: 'TakeKey', data: { key: withoutSeal, since: collectedAt, now } } as const;
const takeRenewed = { type: 'TakeRenewedKey', data: { renewed, since: renewedAt, now } } as const;
const report = (by = uscc, at: string = reportedAt) =>
  ({ type: 'ReportLoss', data: { uscc: by, reportedAt: at, now } }) as const;

const made: KeyInHandEvent = { type: 'KeyMadeKnown', data: { caseId, attempt, sealId: 'SEAL-1', knownAt: now } };
const taken: KeyInHandEvent = { type: 'KeyTaken', data: { key: exampleHeldKey, since: collectedAt, takenAt: now } };
const renewedKey: HeldKey = { ...exampleHeldKey, ...renewed };
const takenAnew: KeyInHandEvent = { type: 'KeyTaken', data: { key: renewedKey, since: renewedAt, takenAt: now } };
const followed: KeyInHandEvent = {
  type: 'KeyRenewed',
  data: { before: exampleHeldKey, key: renewedKey, renewedAt: now },
};
const lost = (key: HeldKey | null, at: string = reportedAt): KeyInHandEvent => ({
  type: 'LossHeard',
  data: { uscc, key, reportedAt: at, heardAt: now },
});

describe('the key in a token', () => {
  it('is that which was handed over, with the seal that was made for it', () => {
    given().when(note).then(made);
    given(made).when(take).then(taken);
    given(made, taken).when(take).thenNothing();
  });
  it('has no known seal where another attempt was made last', () =>
    given({ type: 'KeyMadeKnown', data: { caseId, attempt: 2, sealId: 'SEAL-2', knownAt: now } })
      .when(take)
      .then({
        type: 'KeyTaken',
        data: { key: { ...exampleHeldKey, sealId: null }, since: collectedAt, takenAt: now },
      }));
  it('is the renewed one from its proof on, at the authority that handed the token over', () => {
    given(made, taken).when(takeRenewed).then(takenAnew, followed);
    given(made, taken, takenAnew, followed).when(takeRenewed).thenNothing();
    given(made, taken, takenAnew, followed).when(take).thenNothing();
  });
  it('is the renewed one where the news of the renewal was quicker than that of the hand-over', () => {
    const heard: KeyInHandEvent = { type: 'RenewalHeard', data: { renewed, since: renewedAt, heardAt: now } };
    given(made).when(takeRenewed).then(heard);
    given(made, heard).when(takeRenewed).thenNothing();
    given(made, heard).when(take).then(taken, takenAnew, followed);
    given(made, heard, lost(null, now)).when(take).then(taken, lost(exampleHeldKey, now), takenAnew, followed);
    given(made, heard, taken, takenAnew, followed).when(take).thenNothing();
  });
});

describe('a loss that is taken back', () => {
  const takeBack = (by = uscc) => ({ type: 'TakeBackLoss', data: { uscc: by, now } }) as const;
  const takenBack = (key: HeldKey | null): KeyInHandEvent => ({
    type: 'LossTakenBack',
    data: { uscc, key, takenBackAt: now },
  });
  it('is that of the key in the token', () =>
    given(made, taken, lost(exampleHeldKey)).when(takeBack()).then(takenBack(exampleHeldKey)));
  it('finds nothing to suspend any more, where it is told of later which key that is', () => {
    given(made, lost(null)).when(takeBack()).then(takenBack(null));
    given(made, lost(null), takenBack(null)).when(take).then(taken);
  });
  it('was reported before, by the same enterprise, and is taken back once', () => {
    given(made, taken).when(takeBack()).thenNothing();
    given(made, taken, lost(exampleHeldKey)).when(takeBack('another')).thenNothing();
    given(made, taken, lost(exampleHeldKey), takenBack(exampleHeldKey)).when(takeBack()).thenNothing();
  });
});

describe('an unlocking that is asked for on line', () => {
  const asking: UnlockAsking = { requestId: 'request-1', caseId, uscc, reason: 'pin-forgotten' };
  const ask = (by = uscc) => ({ type: 'AskUnlock', data: { asking: { ...asking, uscc: by }, now } }) as const;
  const askNoMore = (requestId = 'request-1') => ({ type: 'AskUnlockNoMore', data: { requestId, now } }) as const;
  const asked = (key: HeldKey | null): KeyInHandEvent => ({ type: 'UnlockAsked', data: { asking, key, askedAt: now } });
  const askedNoMore = (key: HeldKey | null): KeyInHandEvent => ({
    type: 'UnlockAskedNoMore',
    data: { requestId: 'request-1', key, takenBackAt: now },
  });
  it('is that of the key in the token', () => {
    given(made, taken).when(ask()).then(asked(exampleHeldKey));
    given(made, taken, takenAnew).when(ask()).then(asked(renewedKey));
  });
  it('finds the key that is told of later, and that alone', () => {
    given(made).when(ask()).then(asked(null));
    given(made, asked(null)).when(take).then(taken, asked(exampleHeldKey));
    given(made, asked(null), { type: 'RenewalHeard', data: { renewed, since: renewedAt, heardAt: now } })
      .when(take)
      .then(taken, takenAnew, followed, asked(renewedKey));
    given(made, taken, asked(exampleHeldKey)).when(takeRenewed).then(takenAnew, followed);
  });
  it('is taken back from the key of which it was asked', () => {
    given(made, taken, asked(exampleHeldKey)).when(askNoMore()).then(askedNoMore(exampleHeldKey));
    given(made, taken, asked(exampleHeldKey), takenAnew).when(askNoMore()).then(askedNoMore(exampleHeldKey));
    given(made, asked(null)).when(askNoMore()).then(askedNoMore(null));
    given(made, asked(null), askedNoMore(null)).when(take).then(taken);
  });
  it('is taken back once, and no other with it', () => {
    given(made, taken).when(askNoMore()).thenNothing();
    given(made, taken, asked(exampleHeldKey)).when(askNoMore('request-0')).thenNothing();
    given(made, taken, asked(exampleHeldKey), askedNoMore(exampleHeldKey)).when(askNoMore()).thenNothing();
  });
  it('is nothing to the token of another enterprise', () => {
    given(made, taken).when(ask('another')).thenNothing();
    const early: KeyInHandEvent = {
      type: 'UnlockAsked',
      data: { asking: { ...asking, uscc: 'another' }, key: null, askedAt: now },
    };
    given(made, early).when(take).then(taken);
  });
});

describe('a revocation that is asked for on line', () => {
  const asking: RevocationAsking = {
    ...{ requestId: 'request-1', caseId, uscc, ground: 'lost', reference: 'SQ-1', requestedAt: reportedAt },
  };
  const ask = (by = uscc) => ({ type: 'AskRevocation', data: { asking: { ...asking, uscc: by }, now } }) as const;
  const askNoMore = (requestId = 'request-1') => ({ type: 'AskRevocationNoMore', data: { requestId, now } }) as const;
  const asked = (key: HeldKey | null): KeyInHandEvent => ({
    type: 'RevocationAsked',
    data: { asking, key, askedAt: now },
  });
  const askedNoMore = (key: HeldKey | null): KeyInHandEvent => ({
    type: 'RevocationAskedNoMore',
    data: { requestId: 'request-1', key, takenBackAt: now },
  });
  it('is that of the key in the token, also where that is told of later', () => {
    given(made, taken).when(ask()).then(asked(exampleHeldKey));
    given(made).when(ask()).then(asked(null));
    given(made, asked(null)).when(take).then(taken, asked(exampleHeldKey));
    given(made, taken, asked(exampleHeldKey)).when(takeRenewed).then(takenAnew, followed);
  });
  it('is taken back once, from the key of which it was asked, and no other with it', () => {
    given(made, taken, asked(exampleHeldKey)).when(askNoMore()).then(askedNoMore(exampleHeldKey));
    given(made, asked(null), askedNoMore(null)).when(take).then(taken);
    given(made, taken, asked(exampleHeldKey)).when(askNoMore('request-0')).thenNothing();
    given(made, taken, asked(exampleHeldKey), askedNoMore(exampleHeldKey)).when(askNoMore()).thenNothing();
  });
  it('is nothing to the token of another enterprise', () => given(made, taken).when(ask('another')).thenNothing());
});

describe('a loss that is reported', () => {
  it('is that of the key in the token', () => {
    given(made, taken).when(report()).then(lost(exampleHeldKey));
    given(made, taken, takenAnew).when(report(uscc, now)).then(lost(renewedKey, now));
  });
  it('is heard each time: the key may have been found in between', () =>
    given(made, taken, lost(exampleHeldKey)).when(report(uscc, now)).then(lost(exampleHeldKey, now)));
  it('finds the key that is told of later', () => {
    given(made).when(report()).then(lost(null));
    given(made, lost(null)).when(take).then(taken, lost(exampleHeldKey));
  });
  it('needs no telling of a key that it was renewed to: that takes over what was decided of the key before', () => {
    given(made, taken, lost(exampleHeldKey)).when(takeRenewed).then(takenAnew, followed);
    given(made, taken, lost(exampleHeldKey, now)).when(takeRenewed).then(takenAnew, followed);
  });
  it('is nothing to the token of another enterprise', () => {
    given(made, taken).when(report('another')).thenNothing();
    given(made, { type: 'LossHeard', data: { uscc: 'another', key: null, reportedAt, heardAt: now } })
      .when(take)
      .then(taken);
  });
});
