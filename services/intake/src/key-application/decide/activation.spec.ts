import { scenarios } from '@ekey/kernel/testing';
import type { KeyApplicationCommand } from '../key-application.commands';
import { keyApplication } from '../key-application.decider';
import {
  accountActivated,
  activationOrdered,
  activationRequested,
  applicationIs,
  approved,
  collected,
  formSubmitted,
  now,
  ready,
  started,
  underReview,
  withdrawn,
} from '../key-application.examples';
import type { KeyApplicationEvent } from '../key-application.events';

const { given } = scenarios(keyApplication);

const later = '2026-03-02T02:00:00.000Z';
const request = (
  because: 're-verification' | 'registration' | 'renewal' | 'asked-again',
  requestId = 'q1',
  at = now,
): KeyApplicationCommand => ({
  type: 'RequestActivation',
  data: { requestId, because, now: at },
});
const use = (requestId: string, at = now): KeyApplicationCommand => ({
  type: 'ActivateAccount',
  data: { requestId, now: at },
});
const report = (refusedBecause: string | null = null, requestId = 'q1'): KeyApplicationCommand => ({
  type: 'RecordActivation',
  data: { requestId, refusedBecause, now },
});
const refusedByPlatform: KeyApplicationEvent = {
  type: 'ActivationRefused',
  data: { requestId: 'q1', cause: 'name-unknown', refusedAt: now },
};
const terminated: KeyApplicationEvent = {
  type: 'OrderEndedRecorded',
  data: { ...applicationIs, ground: 'unclaimed', endedAt: now },
};
const contactCorrected = {
  type: 'ContactCorrected',
  data: { ...applicationIs, mailTo: 'new@example.com', correctedAt: '2026-03-02T01:30:00.000Z' },
} as const satisfies KeyApplicationEvent;
const atRegistration: KeyApplicationEvent = {
  type: 'ApplicationStarted',
  data: {
    ...(started.data as Extract<KeyApplicationEvent, { type: 'ApplicationStarted' }>['data']),
    activation: { trigger: 'registration', days: 3 },
  },
};

describe('the activation mail at a renewal', () => {
  it('goes out where the account was never activated', () =>
    given(...approved, activationRequested(), collected)
      .when(request('renewal', 'q2', later))
      .thenTypes('ActivationRequested'));
  it('names the renewal, whose form may have another address, and says how old that of the case is', () => {
    const asked = { type: 'RequestActivation', data: { requestId: 'q2', because: 'renewal', renewalId: 'r1', now: later } } as const; // prettier-ignore
    const [fact] = given(...approved, activationRequested(), collected)
      .when(asked)
      .facts();
    expect(fact).toMatchObject({ data: { renewalId: 'r1', mailStatedAt: now, requestedAt: later } });
    const [corrected] = given(...approved, activationRequested(), contactCorrected, collected)
      .when(asked)
      .facts();
    expect(corrected).toMatchObject({ data: { mailTo: contactCorrected.data.mailTo, mailStatedAt: contactCorrected.data.correctedAt } }); // prettier-ignore
  });
  it('is none where it is activated or being activated, was never due, or the case has ended', () => {
    for (const facts of [
      [...approved, activationRequested(), activationOrdered],
      [...approved, activationRequested(), activationOrdered, accountActivated, collected],
      approved,
      [...approved, activationRequested(), terminated],
      [],
    ])
      given(...facts)
        .when(request('renewal', 'q2', later))
        .thenNothing();
  });
});

describe('the activation mail', () => {
  it('is due after the re-verification', () =>
    given(...approved)
      .when(request('re-verification'))
      .then(activationRequested()));
  it('is due once', () =>
    given(...approved, activationRequested())
      .when(request('re-verification', 'q2'))
      .thenNothing());
  it('is due with the first submission of the form where the operator has set it so', () => {
    given(started, formSubmitted()).when(request('registration')).thenNothing();
    given(atRegistration, formSubmitted()).when(request('registration')).thenTypes('ActivationRequested');
  });
  it('then holds for the term of the case', () => {
    const [fact] = given(atRegistration, formSubmitted()).when(request('registration')).facts();
    expect(fact).toMatchObject({ data: { expiresAt: '2026-03-05T01:00:00.000Z' } });
  });
  it('is not due in a case that has ended', () => {
    given(...underReview, withdrawn())
      .when(request('re-verification'))
      .thenNothing();
    given().when(request('re-verification')).thenNothing();
  });
  it('is due even where the key was collected before the approval came through', () =>
    given(...approved, collected)
      .when(request('re-verification'))
      .thenTypes('ActivationRequested'));
});

describe('asking for the activation mail again', () => {
  it('sends a new link, and the old one opens nothing any more', () => {
    given(...approved, activationRequested())
      .when(request('asked-again', 'q2', later))
      .then(activationRequested('q2', true, later));
    const again = given(...approved, activationRequested(), activationRequested('q2', true, later));
    again.when(use('q1', later)).thenRejected('LinkUnknown');
    again.when(use('q2', later)).thenTypes('ActivationOrdered');
  });
  it('is refused within a minute', () =>
    given(...approved, activationRequested())
      .when(request('asked-again', 'q2', '2026-03-02T01:00:59.000Z'))
      .thenRejected('ActivationJustSent'));
  it('is refused before the first was due', () =>
    given(...ready)
      .when(request('asked-again', 'q2'))
      .thenRejected('ActivationNotRequested'));
  it('is refused once the link was used', () => {
    given(...approved, activationRequested(), activationOrdered)
      .when(request('asked-again', 'q2', later))
      .thenRejected('ActivationInProgress');
    given(...approved, activationRequested(), activationOrdered, accountActivated)
      .when(request('asked-again', 'q2', later))
      .thenRejected('AlreadyActivated');
  });
  it('is refused where there is no case, or it has ended', () => {
    given().when(request('asked-again')).thenRejected('ApplicationUnknown');
    given(...approved, activationRequested(), terminated)
      .when(request('asked-again', 'q2', later))
      .thenRejected('CaseEnded');
  });
});

describe('using the link', () => {
  const sent = [...approved, activationRequested()];

  it('orders the activation at the platform', () =>
    given(...sent)
      .when(use('q1'))
      .then(activationOrdered));
  it('works once', () => {
    given(...sent, activationOrdered)
      .when(use('q1'))
      .thenRejected('LinkUsed');
    given(...sent, activationOrdered, accountActivated)
      .when(use('q1'))
      .thenRejected('LinkUsed');
  });
  it('works for fourteen days', () => {
    given(...sent)
      .when(use('q1', '2026-03-16T00:59:59.999Z'))
      .thenTypes('ActivationOrdered');
    given(...sent)
      .when(use('q1', '2026-03-16T01:00:00.000Z'))
      .thenRejected('LinkExpired');
  });
  it('works after the key was handed over as well as before', () =>
    given(...sent, collected)
      .when(use('q1'))
      .thenTypes('ActivationOrdered'));
  it('opens nothing in another case, nor in one that ended without a key', () => {
    given(...approved)
      .when(use('q1'))
      .thenRejected('LinkUnknown');
    given().when(use('q1')).thenRejected('LinkUnknown');
    given(...sent, terminated)
      .when(use('q1'))
      .thenRejected('CaseEnded');
  });
});

describe('what the platform answers', () => {
  const ordered = [...approved, activationRequested(), activationOrdered];

  it('is recorded as the activation of the account', () =>
    given(...ordered)
      .when(report())
      .then(accountActivated));
  it('is recorded once', () =>
    given(...ordered, accountActivated)
      .when(report())
      .thenNothing());
  it('frees the link where it refuses, so that it can be used again', () => {
    given(...ordered)
      .when(report('name-unknown'))
      .then(refusedByPlatform);
    given(...ordered, refusedByPlatform)
      .when(use('q1'))
      .thenTypes('ActivationOrdered');
  });
  it('is passed over where nothing was ordered', () => {
    given(...approved, activationRequested())
      .when(report())
      .thenNothing();
    given(...ordered)
      .when(report(null, 'q0'))
      .thenNothing();
    given().when(report()).thenNothing();
  });
});
