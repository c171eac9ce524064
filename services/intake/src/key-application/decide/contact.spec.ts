import { scenarios } from '@ekey/kernel/testing';
import type { KeyApplicationCommand } from '../key-application.commands';
import { keyApplication } from '../key-application.decider';
import {
  activationRequested,
  applicationIs,
  approved,
  collected,
  formReopened,
  formSubmitted,
  now,
  returned,
  submitForm,
  started,
  underReview,
  uploaded,
  withdrawn,
  confirm,
} from '../key-application.examples';
import type { KeyApplicationEvent } from '../key-application.events';

const { given } = scenarios(keyApplication);

const correct = (mailTo: string): KeyApplicationCommand => ({ type: 'CorrectContact', data: { mailTo, now } });
const corrected: KeyApplicationEvent = {
  type: 'ContactCorrected',
  data: { ...applicationIs, mailTo: 'right@example.com', correctedAt: now },
};
const undeliverable: KeyApplicationCommand = {
  type: 'RecordUndeliverableMail',
  data: { noticeId: 'n1', purpose: 'activation', cause: 'address-refused', now },
};
const recorded: KeyApplicationEvent = {
  type: 'MailUndeliverable',
  data: { noticeId: 'n1', purpose: 'activation', cause: 'address-refused', abandonedAt: now },
};

describe('correcting the mail address of a case', () => {
  it.each([
    ['under review', underReview],
    ['approved', approved],
    ['collected', [...approved, collected]],
    ['returned for correction', [...underReview, returned(['user-agreement'])]],
  ] as const)('needs no new review where the case is %s', (_status, facts) =>
    given(...facts)
      .when(correct('right@example.com'))
      .then(corrected),
  );
  it('is where later mail goes', () => {
    const again: KeyApplicationCommand = {
      type: 'RequestActivation',
      data: { requestId: 'q2', because: 'asked-again', now: '2026-03-02T02:00:00.000Z' },
    };
    const [fact] = given(...approved, activationRequested(), corrected)
      .when(again)
      .facts();
    expect(fact).toMatchObject({ data: { mailTo: 'right@example.com' } });
  });
  it('is what the next round tells', () => {
    const facts = [
      ...underReview,
      corrected,
      returned(['user-agreement']),
      uploaded('user-agreement', 'new', 2, 1, true),
    ];
    const [fact] = given(...facts)
      .when(confirm(2))
      .facts();
    expect(fact).toMatchObject({ data: { mailTo: 'right@example.com' } });
  });
  it('stands in the form when that is opened again, so that its next version does not bring the wrong one back', () => {
    const saved: KeyApplicationEvent = {
      type: 'DraftSaved',
      data: { draft: { agent: { name: '李四', email: 'wrong@example.com' } }, savedAt: now },
    };
    const state = given(started, saved, formSubmitted(), corrected, formReopened).state();
    expect(state).toMatchObject({ file: { draft: { agent: { name: '李四', email: 'right@example.com' } } } });
  });
  it('leaves an erased form erased', () => {
    const erased: KeyApplicationEvent = { type: 'DraftSaved', data: { draft: null, savedAt: now } };
    expect(given(started, erased, formSubmitted(), corrected).state()).toMatchObject({ file: { draft: null } });
  });
  it('makes stale what was judged of the draft before', () => {
    given(started, formSubmitted(), formReopened, corrected).when(submitForm(2, 0)).thenRejected('DraftChanged');
    given(started, formSubmitted(), formReopened, corrected).when(submitForm(2, 1)).thenTypes('FormSubmitted');
  });
  it('stores nothing where it is the same', () =>
    given(...underReview)
      .when(correct('agent@example.com'))
      .thenNothing());
  it('waits for the form, where the address is first given', () =>
    given(started).when(correct('right@example.com')).thenRejected('ContactNotYetGiven'));
  it('is refused where there is no case, or it has ended', () => {
    given().when(correct('right@example.com')).thenRejected('ApplicationUnknown');
    given(...underReview, withdrawn())
      .when(correct('right@example.com'))
      .thenRejected('CaseEnded');
  });
});

describe('a mail that could not be delivered', () => {
  it('is recorded for the applicant to see, once a notice', () => {
    given(...approved)
      .when(undeliverable)
      .then(recorded);
    given(...approved, recorded)
      .when(undeliverable)
      .thenNothing();
  });
  it('is nothing to a case that does not exist', () => given().when(undeliverable).thenNothing());
});
