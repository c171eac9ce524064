import { scenarios } from '@ekey/kernel/testing';
import type { KeyApplicationCommand } from '../key-application.commands';
import { keyApplication } from '../key-application.decider';
import {
  allUploaded,
  approved,
  formReopened,
  formSubmitted,
  now,
  preVerified,
  ready,
  returned,
  start,
  started,
  submitForm,
  underReview,
  uscc,
  withdrawn,
} from '../key-application.examples';
import type { KeyApplicationEvent } from '../key-application.events';

const { given } = scenarios(keyApplication);

const save = (nameCn: string): KeyApplicationCommand => ({ type: 'SaveDraft', data: { draft: { uscc, nameCn }, now } });
const saved = (nameCn: string): KeyApplicationEvent => ({
  type: 'DraftSaved',
  data: { draft: { uscc, nameCn }, savedAt: now },
});
const reopen: KeyApplicationCommand = { type: 'ReopenForm', data: { now } };

describe('starting an application', () => {
  it('opens a draft', () => given().when(start()).then(started));
  it('happens once', () => given(started).when(start()).thenRejected('AlreadyStarted'));
  it.each(['renewal', 'anything'])('is not offered for the kind %s', (kind) =>
    given().when(start({ kind })).thenRejected('KindNotYetOffered', { kind }),
  );
  it('may begin with the form and the scans of an ended case', () => {
    const documents = [
      { slot: 'business-licence', version: 3, qr: 'not-applicable', pages: [scanOf('licence-1'), scanOf('licence-2')] },
    ] as const;
    const facts = given()
      .when(start({ copiedFrom: 'other', documents }))
      .facts();
    const state = given(...facts).state();
    expect(state).toMatchObject({
      status: 'open',
      file: { documents: { 'business-licence': { version: 1, renewal: null }, 'user-agreement': { version: 0 } } },
    });
  });
});

const scanOf = (name: string) => ({
  image: { documentId: name, type: 'image/jpeg', size: 1 },
  preview: { documentId: name, type: 'image/jpeg', size: 1 },
  receivedSha256: name,
  width: 1,
  height: 1,
  warnings: [],
});

describe('saving the draft', () => {
  it('keeps what was typed, however incomplete', () => given(started).when(save('福州')).then(saved('福州')));
  it('stores nothing where nothing changed', () => given(started, saved('福州')).when(save('福州')).thenNothing());
  it('is refused once the form is submitted', () =>
    given(started, formSubmitted()).when(save('福州')).thenRejected('FormSubmitted'));
  it('is possible again after reopening', () =>
    given(started, formSubmitted(), formReopened).when(save('福州')).thenTypes('DraftSaved'));
  it('is refused while the case is under review', () =>
    given(...underReview)
      .when(save('福州'))
      .thenRejected('UnderReview'));
  it('is refused once a key is being made', () =>
    given(...approved)
      .when(save('福州'))
      .thenRejected('AlreadyApproved'));
  it('is refused in a case that has ended', () =>
    given(started, withdrawn(0)).when(save('福州')).thenRejected('CaseEnded'));
  it('is refused where there is no case', () => given().when(save('福州')).thenRejected('ApplicationUnknown'));
});

describe('submitting the form (submit no. 1)', () => {
  it('makes its first version', () => given(started, saved('福州')).when(submitForm(1, 1)).then(formSubmitted()));
  it('holds for the draft that was checked and for no later one', () =>
    given(started, saved('福州'), saved('厦门')).when(submitForm(1, 1)).thenRejected('DraftChanged'));
  it('happens once for a version', () =>
    given(started, formSubmitted()).when(submitForm(1)).thenRejected('FormSubmitted'));
  it('makes the next version after reopening', () => {
    given(started, formSubmitted(), formReopened).when(submitForm(2)).then(formSubmitted(2));
    given(started, formSubmitted(), formReopened).when(submitForm(1)).thenRejected('DraftChanged');
  });
});

describe('reopening the form', () => {
  it('makes 申请表 and 确认函 stale', () => {
    given(...ready)
      .when(reopen)
      .then(formReopened);
    expect(given(...ready, formReopened).state()).toMatchObject({
      file: {
        documents: {
          'application-form': { renewal: 'stale' },
          'seal-confirmation': { renewal: 'stale' },
          'business-licence': { renewal: null },
          'power-of-attorney': { renewal: null },
          'user-agreement': { renewal: null },
        },
      },
    });
  });
  it('leaves the other printouts to the new version: what they show may have changed', () => {
    const state = given(...ready, formReopened, formSubmitted(2, ['power-of-attorney'])).state();
    expect(state).toMatchObject({
      file: { documents: { 'power-of-attorney': { renewal: 'stale' }, 'user-agreement': { renewal: null } } },
    });
  });
  it('marks nothing that was never uploaded', () =>
    expect(given(started, formSubmitted(), formReopened).state()).toMatchObject({
      file: { documents: { 'application-form': { renewal: null } } },
    }));
  it('is nothing new while the form is open', () => given(started).when(reopen).thenNothing());
  it('is possible after a rejection at either stage', () => {
    given(...underReview, returned(['application-form']))
      .when(reopen)
      .then(formReopened);
    given(...underReview, preVerified(), returned(['application-form'], { stage: 're-verification' }))
      .when(reopen)
      .then(formReopened);
  });
  it('is refused while a reviewer has the case', () => {
    given(...underReview)
      .when(reopen)
      .thenRejected('UnderReview', { stage: 'pre-verification' });
    given(...underReview, preVerified())
      .when(reopen)
      .thenRejected('UnderReview', { stage: 're-verification' });
  });
  it('keeps a stale scan stale, whatever versions follow', () => {
    const facts = [
      started,
      formSubmitted(),
      ...allUploaded,
      formReopened,
      formSubmitted(2),
      formReopened,
      formSubmitted(3),
    ];
    expect(given(...facts).state()).toMatchObject({
      file: { documents: { 'application-form': { renewal: 'stale' } } },
    });
  });
});
