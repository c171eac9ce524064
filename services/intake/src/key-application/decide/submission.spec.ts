import { SLOTS } from '@ekey/case-papers';
import { scenarios } from '@ekey/kernel/testing';
import type { KeyApplicationCommand } from '../key-application.commands';
import { keyApplication } from '../key-application.decider';
import {
  allUploaded,
  applicationIs,
  approved,
  codeOf,
  confirm,
  confirmed,
  confirmedAfter,
  consents,
  formReopened,
  formSubmitted,
  now,
  preVerified,
  ready,
  returned,
  started,
  underReview,
  upload,
  uploaded,
  withdrawn,
} from '../key-application.examples';
import type { KeyApplicationEvent } from '../key-application.events';

const { given } = scenarios(keyApplication);

const giveUp = (reservationId: string): KeyApplicationCommand => ({
  type: 'GiveUpReservation',
  data: { reservationId, now },
});
const givenUp = (reservationId: string): KeyApplicationEvent => ({
  type: 'ReservationGivenUp',
  data: { ...applicationIs, reservationId, givenUpAt: now },
});

describe('confirming the submission (submit no. 2)', () => {
  it('needs all six documents, and names their exact versions', () =>
    given(...ready)
      .when(confirm())
      .then(confirmed));
  it.each(SLOTS)('is refused without %s', (missing) => {
    const others = SLOTS.filter((slot) => slot !== missing).map((slot) => uploaded(slot));
    given(started, formSubmitted(), ...others)
      .when(confirm())
      .thenRejected('DocumentsMissing', { documents: [{ slot: missing, lack: 'missing' }] });
  });
  it('is refused while pages are missing in between', () =>
    given(...ready, uploaded('user-agreement', 'third', 2, 3))
      .when(confirm())
      .thenRejected('DocumentsMissing', { documents: [{ slot: 'user-agreement', lack: 'page-missing' }] }));
  it('is refused before the form is submitted', () => {
    given(started).when(confirm()).thenRejected('FormOpen');
    given(...ready, formReopened)
      .when(confirm())
      .thenRejected('FormOpen');
  });
  it('is refused while a scan shows an older version of the form', () =>
    given(...ready, formReopened, formSubmitted(2))
      .when(confirm())
      .thenRejected('DocumentsMissing', {
        documents: [
          { slot: 'application-form', lack: 'stale' },
          { slot: 'seal-confirmation', lack: 'stale' },
        ],
      }));
  it('needs every consent in its present version', () => {
    given(...ready)
      .when(confirm(1, 'r1', { consents: consents.slice(1) }))
      .thenRejected('ConsentsMissing', { consents: ['notice-to-applicants'] });
    given(...ready)
      .when(confirm(1, 'r1', { consents: consents.map((given) => ({ ...given, version: 0 })) }))
      .thenRejected('ConsentsMissing');
  });
  it('names the round that it begins', () => {
    given(...ready)
      .when(confirm(2))
      .thenRejected('RoundMismatch', { round: 1 });
    given(...underReview, returned(['user-agreement']))
      .when(confirm(1))
      .thenRejected('RoundMismatch', { round: 2 });
  });
  it('is refused while a reviewer has the case, after approval and after the end', () => {
    given(...underReview)
      .when(confirm(2))
      .thenRejected('UnderReview');
    given(...approved)
      .when(confirm(2))
      .thenRejected('AlreadyApproved');
    given(started, withdrawn(0)).when(confirm()).thenRejected('CaseEnded');
  });
});

describe('resubmitting after a rejection', () => {
  const rejected = [...underReview, returned(['user-agreement'])];
  const replaced = [...rejected, uploaded('user-agreement', 'new', 2, 1, true)];

  it('needs only what was rejected to be new; what was accepted carries over', () => {
    given(...rejected)
      .when(confirm(2))
      .thenRejected('DocumentsMissing', { documents: [{ slot: 'user-agreement', lack: 'rejected' }] });
    given(...replaced)
      .when(confirm(2))
      .then(confirmedAfter(replaced, 2));
  });
  it('is refused where the same scan was uploaded again', () =>
    given(...rejected, uploaded('user-agreement', 'user-agreement', 2, 1, true))
      .when(confirm(2))
      .thenRejected('DocumentsMissing', { documents: [{ slot: 'user-agreement', lack: 'unchanged' }] }));
  it('goes through any number of rounds', () => {
    const second = [
      ...replaced,
      confirmedAfter(replaced, 2),
      preVerified(2),
      returned(['business-licence'], { round: 2, stage: 're-verification' }),
    ];
    const again = [...second, uploaded('business-licence', 'new-licence', 2, 1, true)];
    given(...again)
      .when(confirm(3))
      .then(confirmedAfter(again, 3));
  });
  it('needs a new version of the form where the form was rejected', () => {
    const formRejected = [...underReview, returned([], { formRejected: true })];
    given(...formRejected)
      .when(confirm(2))
      .thenRejected('FormRejected');
    const corrected = [
      ...formRejected,
      formReopened,
      formSubmitted(2),
      uploaded('application-form', 'form-2', 2, 1, true),
      uploaded('seal-confirmation', 'seal-2', 2, 1, true),
    ];
    given(...corrected)
      .when(confirm(2))
      .then(confirmedAfter(corrected, 2, 2));
  });
  it('tells which fields changed in the round in which the form did, and in no later one', () => {
    const corrected = [
      ...[...underReview, returned([], { formRejected: true }), formReopened, formSubmitted(2)],
      uploaded('application-form', 'form-2', 2, 1, true),
      uploaded('seal-confirmation', 'seal-2', 2, 1, true),
    ];
    const second = confirmedAfter(corrected, 2, 2);
    expect(second.data.changedFields).toEqual(['agent.mobile']);
    given(...corrected)
      .when(confirm(2))
      .then(second);
    const again = [...corrected, second, returned(['user-agreement'], { round: 2 })];
    const [third] = given(...again, uploaded('user-agreement', 'new', 2, 1, true))
      .when(confirm(3))
      .facts();
    expect(third).toMatchObject({ data: { formVersion: 2, changedFields: [] } });
  });
});

describe('the slot behind a submission', () => {
  it('is refused once its reservation was given up', () =>
    given(...ready, givenUp('r1'))
      .when(confirm(1, 'r1'))
      .thenRejected('ReservationNotHeld'));
  it('may be reserved again', () =>
    given(...ready, givenUp('r1'))
      .when(confirm(1, 'r2'))
      .thenTypes('SubmissionConfirmed'));
  it('stays the one of the first round', () => {
    const replaced = [...underReview, returned(['user-agreement']), uploaded('user-agreement', 'new', 2, 1, true)];
    given(...replaced)
      .when(confirm(2, 'r2'))
      .thenRejected('ReservationNotHeld');
  });
  it('is given up once where the submission never came', () => {
    given(...ready)
      .when(giveUp('r1'))
      .then(givenUp('r1'));
    given(...ready, givenUp('r1'))
      .when(giveUp('r1'))
      .thenNothing();
  });
  it('is not given up by a case under way, whatever a broken-off attempt reserved', () => {
    given(...underReview)
      .when(giveUp('r2'))
      .thenNothing();
    given(...underReview, returned(['user-agreement']))
      .when(giveUp('r2'))
      .thenNothing();
    given(...approved)
      .when(giveUp('r2'))
      .thenNothing();
  });
  it('is given up by a case that ended before its submission came', () =>
    given(...ready, withdrawn(0))
      .when(giveUp('r1'))
      .then(givenUp('r1')));
  it('is nothing to a case that does not exist', () => given().when(giveUp('r1')).thenNothing());
});

describe('a document replaced before it is asked for', () => {
  it('counts as new and loses nothing else', () => {
    const better = [...ready, uploaded('user-agreement', 'better', 2)];
    given(...better)
      .when(confirm())
      .then(confirmedAfter(better, 1));
  });
  it('is uploaded page by page in any order', () => {
    const facts = [started, formSubmitted(), ...allUploaded.slice(0, 5)];
    given(...facts)
      .when(upload('user-agreement', 'p2', 2, codeOf('user-agreement', 1)))
      .thenTypes('PageUploaded');
    given(...facts, uploaded('user-agreement', 'p2', 1, 2), uploaded('user-agreement', 'p1', 2, 1))
      .when(confirm())
      .thenTypes('SubmissionConfirmed');
  });
});
