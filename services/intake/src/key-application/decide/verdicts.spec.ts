import type { Slot } from '@ekey/case-papers';
import { scenarios } from '@ekey/kernel/testing';
import type { KeyApplicationCommand } from '../key-application.commands';
import { keyApplication } from '../key-application.decider';
import {
  applicationIs,
  approved,
  collected,
  confirmedAfter,
  findings,
  now,
  preVerified,
  ready,
  remark,
  returned,
  reVerified,
  started,
  underReview,
  uploaded,
  withdrawn,
} from '../key-application.examples';
import type { KeyApplicationEvent, Stage } from '../key-application.events';

const { given } = scenarios(keyApplication);

const passPre = (round = 1): KeyApplicationCommand => ({ type: 'RecordPreVerification', data: { round, now } });
const passRe = (round = 1): KeyApplicationCommand => ({ type: 'RecordReVerification', data: { round, now } });
const sendBack = (
  rejected: readonly Slot[],
  { round = 1, stage = 'pre-verification' as Stage, form = false } = {},
): KeyApplicationCommand => ({
  type: 'ReturnForCorrection',
  data: { round, stage, reasons: findings(rejected, form), remark, now },
});
const refuse: KeyApplicationCommand = { type: 'RecordRefusal', data: { ground: 'false-documents', remark, now } };
const refused: KeyApplicationEvent = {
  type: 'RefusalRecorded',
  data: { ...applicationIs, ground: 'false-documents', remark, decidedAt: now },
};
const collect: KeyApplicationCommand = { type: 'RecordKeyCollected', data: { now } };
const endOrder: KeyApplicationCommand = { type: 'RecordOrderEnded', data: { ground: 'unclaimed', now } };
const orderEnded: KeyApplicationEvent = {
  type: 'OrderEndedRecorded',
  data: { ...applicationIs, ground: 'unclaimed', endedAt: now },
};

const secondRound = (() => {
  const replaced = [...underReview, returned(['user-agreement']), uploaded('user-agreement', 'new', 2, 1, true)];
  return [...replaced, confirmedAfter(replaced, 2)];
})();

describe('a pre-verification told by review', () => {
  it('is recorded for the round it decided', () =>
    given(...underReview)
      .when(passPre())
      .then(preVerified()));
  it('is recorded once', () =>
    given(...underReview, preVerified())
      .when(passPre())
      .thenNothing());
  it('changes nothing for a round that is over', () =>
    given(...secondRound)
      .when(passPre(1))
      .thenNothing());
  it('changes nothing in a case that was withdrawn meanwhile', () =>
    given(...underReview, withdrawn())
      .when(passPre())
      .thenNothing());
});

describe('a rejection told by review', () => {
  it('brings the case back with everything that must be new', () =>
    given(...underReview)
      .when(sendBack(['application-form', 'user-agreement'], { form: true }))
      .then(returned(['application-form', 'user-agreement'], { formRejected: true })));
  it('comes from the re-verification as well', () =>
    given(...underReview, preVerified())
      .when(sendBack(['seal-confirmation'], { stage: 're-verification' }))
      .then(returned(['seal-confirmation'], { stage: 're-verification' })));
  it('may come before the pre-verification of its round was delivered', () =>
    given(...underReview)
      .when(sendBack(['seal-confirmation'], { stage: 're-verification' }))
      .thenTypes('ReturnedForCorrection'));
  it('leads back to the pre-verification, whichever stage it came from', () => {
    const replaced = [
      ...underReview,
      preVerified(),
      returned(['user-agreement'], { stage: 're-verification' }),
      uploaded('user-agreement', 'new', 2, 1, true),
    ];
    expect(given(...replaced, confirmedAfter(replaced, 2)).state()).toMatchObject({ stage: 'pre-verification' });
  });
  it('is recorded once, and never for another round', () => {
    given(...underReview, returned(['user-agreement']))
      .when(sendBack(['user-agreement']))
      .thenNothing();
    given(...secondRound)
      .when(sendBack(['user-agreement'], { round: 1 }))
      .thenNothing();
    given(...underReview, withdrawn())
      .when(sendBack(['user-agreement']))
      .thenNothing();
  });
  it('names a document once, however many reasons it has', () => {
    const twice = {
      ...sendBack([]),
      data: {
        round: 1,
        stage: 'pre-verification',
        remark,
        now,
        reasons: [
          { code: 'G01', target: 'user-agreement' },
          { code: 'F01', target: 'user-agreement' },
        ],
      },
    } as KeyApplicationCommand;
    const [fact] = given(...underReview)
      .when(twice)
      .facts();
    expect(fact).toMatchObject({ data: { rejected: ['user-agreement'], formRejected: false } });
  });
});

describe('a re-verification told by review', () => {
  it('approves the case', () =>
    given(...underReview, preVerified())
      .when(passRe())
      .then(reVerified));
  it('is recorded once', () =>
    given(...approved)
      .when(passRe())
      .thenNothing());
  it('changes nothing for a round that is over', () =>
    given(...secondRound)
      .when(passRe(1))
      .thenNothing());
  it('does not bring back a case that was withdrawn', () =>
    given(...underReview, withdrawn())
      .when(passRe())
      .thenNothing());
  it('is nothing new after the collection, which another topic told first and which proves it', () =>
    given(...underReview, reVerified, collected)
      .when(passRe())
      .thenNothing());
});

describe('a refusal told by review', () => {
  it('ends the case at any stage of the review', () => {
    given(...underReview)
      .when(refuse)
      .then(refused);
    given(...underReview, preVerified())
      .when(refuse)
      .then(refused);
    given(...underReview, returned(['user-agreement']))
      .when(refuse)
      .then(refused);
  });
  it('changes nothing where the case has gone further or ended', () => {
    given(...approved)
      .when(refuse)
      .thenNothing();
    given(...underReview, refused)
      .when(refuse)
      .thenNothing();
    given(started).when(refuse).thenNothing();
  });
});

describe('the end of the order told by issuance', () => {
  const handedOver: KeyApplicationEvent = {
    type: 'KeyCollectedRecorded',
    data: { ...applicationIs, collectedAt: now },
  };

  it('is the collection of the key, once', () => {
    given(...approved)
      .when(collect)
      .then(handedOver);
    given(...approved, collected)
      .when(collect)
      .thenNothing();
  });
  it('is the collection, and with it the approval, even where approval or withdrawal are not in step with it', () => {
    given(...underReview)
      .when(collect)
      .then(reVerified, handedOver);
    given(...underReview, withdrawn())
      .when(collect)
      .then(reVerified, handedOver);
    given(...approved, withdrawn())
      .when(collect)
      .then(reVerified, handedOver);
    expect(given(...underReview, withdrawn(), reVerified, collected).state()).toMatchObject({ status: 'collected' });
  });
  it('is never the collection of something that was not submitted', () => {
    given().when(collect).thenNothing();
    given(...ready)
      .when(collect)
      .thenNothing();
  });
  it('is a termination without a key, once', () => {
    given(...approved)
      .when(endOrder)
      .then(orderEnded);
    given(...approved, orderEnded)
      .when(endOrder)
      .thenNothing();
  });
  it('may be told before the approval', () =>
    given(...underReview)
      .when(endOrder)
      .then(orderEnded));
  it('changes nothing after the collection or the withdrawal', () => {
    given(...approved, collected)
      .when(endOrder)
      .thenNothing();
    given(...underReview, withdrawn())
      .when(endOrder)
      .thenNothing();
  });
});
