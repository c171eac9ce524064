import { SLOTS, type Slot } from '@ekey/case-papers';
import { scenarios } from '@ekey/kernel/testing';
import type { KeyApplicationCommand } from '../key-application.commands';
import { keyApplication } from '../key-application.decider';
import {
  allUploaded,
  approved,
  codeOf,
  formReopened,
  formSubmitted,
  now,
  ready,
  returned,
  started,
  underReview,
  upload,
  uploaded,
} from '../key-application.examples';

const { given } = scenarios(keyApplication);

const remove = (slot: Slot, page = 1): KeyApplicationCommand => ({ type: 'RemovePage', data: { slot, page, now } });

describe('uploading a page', () => {
  it.each(SLOTS)('puts it into the slot %s', (slot) =>
    given(started, formSubmitted()).when(upload(slot, slot)).then(uploaded(slot)),
  );
  it('makes a new version of the slot each time', () => {
    given(started, formSubmitted(), uploaded('business-licence'))
      .when(upload('business-licence', 'back', 2))
      .then(uploaded('business-licence', 'back', 2, 2));
    given(started, formSubmitted(), uploaded('business-licence'))
      .when(upload('business-licence', 'better'))
      .then(uploaded('business-licence', 'better', 2));
  });
  it('stores nothing where the very same image is there already', () =>
    given(started, formSubmitted(), uploaded('business-licence'))
      .when(upload('business-licence', 'business-licence'))
      .thenNothing());
  it('waits for the form to be submitted, since the printouts come from it', () => {
    given(started).when(upload('business-licence', 'x')).thenRejected('FormOpen');
    given(...ready, formReopened)
      .when(upload('business-licence', 'x'))
      .thenRejected('FormOpen');
  });
  it('knows the pages 1 to 10', () => {
    for (const page of [0, 11, 1.5, Number.NaN]) {
      given(started, formSubmitted())
        .when(upload('user-agreement', 'x', page))
        .thenRejected('PageNumberUnknown');
    }
    given(started, formSubmitted())
      .when(upload('user-agreement', 'x', 10))
      .thenTypes('PageUploaded');
  });
  it('is refused while the case is under review and after it', () => {
    given(...underReview)
      .when(upload('business-licence', 'x'))
      .thenRejected('UnderReview');
    given(...approved)
      .when(upload('business-licence', 'x'))
      .thenRejected('AlreadyApproved');
  });
});

describe('the QR code on a scan of 申请表 or 确认函', () => {
  it.each(['application-form', 'seal-confirmation'] as const)('of %s is matched where it names this form', (slot) => {
    const [fact] = given(started, formSubmitted()).when(upload(slot, 'x')).facts();
    expect(fact).toMatchObject({ data: { qr: 'matched' } });
  });
  it('may be unreadable, which the reviewer sees', () => {
    const [fact] = given(started, formSubmitted())
      .when(upload('application-form', 'x', 1, null))
      .facts();
    expect(fact).toMatchObject({ data: { qr: 'unreadable' } });
  });
  it.each([
    ['another version', codeOf('application-form', 2)],
    ['another document', codeOf('seal-confirmation', 1)],
    ['another form', { ...codeOf('application-form', 1)!, formNumber: 'EK20260101-OTHER' }],
    ['other contents', { ...codeOf('application-form', 1)!, shortHash: '000000000000' }],
  ])('refuses the scan of %s', (_what, code) =>
    given(started, formSubmitted())
      .when(upload('application-form', 'x', 1, code))
      .thenRejected('ScanOfAnotherForm'),
  );
  it('says what was expected and what was found', () => {
    const { decision } = given(started, formSubmitted()).when(
      upload('application-form', 'x', 1, codeOf('application-form', 2)),
    );
    expect(decision).toMatchObject({ detail: { expected: { formVersion: 1 }, found: { formVersion: 2 } } });
  });
  it('is not asked for on the other documents', () => {
    const [fact] = given(started, formSubmitted())
      .when(upload('business-licence', 'x', 1, codeOf('application-form', 9)))
      .facts();
    expect(fact).toMatchObject({ data: { qr: 'not-applicable' } });
  });
  it('follows the newest version after the form was submitted anew', () => {
    const again = given(...ready, formReopened, formSubmitted(2));
    again.when(upload('application-form', 'new', 1, codeOf('application-form', 1))).thenRejected('ScanOfAnotherForm');
    again.when(upload('application-form', 'new', 1, codeOf('application-form', 2))).thenTypes('PageUploaded');
  });
});

describe('replacing a document that was rejected or became stale', () => {
  const back = uploaded('authorised-user-id', 'id-back', 2, 2);
  const rejected = [
    started,
    formSubmitted(),
    ...allUploaded,
    back,
    { ...underReview.at(-1)! },
    returned(['authorised-user-id']),
  ];

  it('begins anew with the first page: the old ones are put aside', () => {
    given(...rejected)
      .when(upload('authorised-user-id', 'new-front'))
      .then(uploaded('authorised-user-id', 'new-front', 3, 1, true));
    const state = given(...rejected, uploaded('authorised-user-id', 'new-front', 3, 1, true)).state();
    expect(state).toMatchObject({
      file: {
        documents: {
          'authorised-user-id': { renewal: null, pages: { 1: { image: { receivedSha256: 'received-new-front' } } } },
        },
      },
    });
    expect(state.status === 'open' && Object.keys(state.file.documents['authorised-user-id'].pages)).toEqual(['1']);
  });
  it('goes on with the further pages', () =>
    given(...rejected, uploaded('authorised-user-id', 'new-front', 3, 1, true))
      .when(upload('authorised-user-id', 'new-back', 2))
      .then(uploaded('authorised-user-id', 'new-back', 4, 2)));
  it('takes the same page again, as only another page may have been wrong', () =>
    given(...rejected)
      .when(upload('authorised-user-id', 'authorised-user-id'))
      .thenTypes('PageUploaded'));
});

describe('removing a page', () => {
  it('takes it out of the slot', () =>
    given(...ready)
      .when(remove('user-agreement'))
      .then({ type: 'PageRemoved', data: { slot: 'user-agreement', page: 1, version: 2, removedAt: now } }));
  it('is nothing where there is none', () =>
    given(...ready)
      .when(remove('user-agreement', 2))
      .thenNothing());
  it('is refused while the form is open or the case is under review', () => {
    given(started).when(remove('user-agreement')).thenRejected('FormOpen');
    given(...underReview)
      .when(remove('user-agreement'))
      .thenRejected('UnderReview');
  });
});
