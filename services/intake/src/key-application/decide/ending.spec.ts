import { scenarios } from '@ekey/kernel/testing';
import type { KeyApplicationCommand } from '../key-application.commands';
import { keyApplication } from '../key-application.decider';
import {
  applicationIs,
  approved,
  collected,
  formSubmitted,
  now,
  preVerified,
  ready,
  returned,
  started,
  underReview,
  withdrawn,
} from '../key-application.examples';
import type { KeyApplicationEvent } from '../key-application.events';

const { given } = scenarios(keyApplication);

const withdraw: KeyApplicationCommand = { type: 'WithdrawApplication', data: { now } };
const release: KeyApplicationCommand = { type: 'EndForSlotRelease', data: { reason: '重复申请', now } };
const expire = (at: string, idleDays = 30): KeyApplicationCommand => ({
  type: 'ExpireApplication',
  data: { idleDays, now: at },
});
const remind = (at: string, idleDays = 30): KeyApplicationCommand => ({
  type: 'RemindOfExpiry',
  data: { idleDays, now: at },
});
const reminded = (idleDays: number, at: string): KeyApplicationEvent => ({
  type: 'ExpiryReminded',
  data: { ...applicationIs, idleDays, expiresOn: '2026-04-01', mailTo: 'agent@example.com', remindedAt: at },
});

describe('withdrawing', () => {
  it('ends a draft that nobody else has seen', () => given(started).when(withdraw).then(withdrawn(0)));
  it('ends a case under review at either stage', () => {
    given(...underReview)
      .when(withdraw)
      .then(withdrawn());
    given(...underReview, preVerified())
      .when(withdraw)
      .then(withdrawn());
  });
  it('ends a case that came back for correction', () =>
    given(...underReview, returned(['user-agreement']))
      .when(withdraw)
      .then(withdrawn()));
  it('is too late once the re-verification is recorded', () => {
    given(...approved)
      .when(withdraw)
      .thenRejected('AlreadyApproved');
    given(...approved, collected)
      .when(withdraw)
      .thenRejected('AlreadyApproved');
  });
  it('is nothing new in a case that is withdrawn', () => given(started, withdrawn(0)).when(withdraw).thenNothing());
  it('does not follow another end', () =>
    given(started, { type: 'ApplicationExpired', data: { ...applicationIs, round: 0, expiredAt: now } })
      .when(withdraw)
      .thenRejected('CaseEnded', { how: 'expired' }));
  it('is refused where there is no case', () => given().when(withdraw).thenRejected('ApplicationUnknown'));
});

describe('the end of a case whose slot a manager releases', () => {
  it('comes at any stage before the key is handed over', () => {
    given(...ready)
      .when(release)
      .then(withdrawn(0, 'slot-released'));
    given(...underReview)
      .when(release)
      .then(withdrawn(1, 'slot-released'));
    given(...approved)
      .when(release)
      .then(withdrawn(1, 'slot-released'));
  });
  it('comes too late once the key is handed over', () =>
    given(...approved, collected)
      .when(release)
      .thenRejected('KeyHandedOver'));
  it('is nothing new for a case that has ended', () => given(started, withdrawn(0)).when(release).thenNothing());
  it('is refused where there is no case', () => given().when(release).thenRejected('ApplicationUnknown'));
});

describe('a case left idle', () => {
  const draft = [started, formSubmitted()];
  const day = (n: number) => new Date(Date.parse(now) + n * 86_400_000).toISOString();
  const expired = (round: number, at: string): KeyApplicationEvent => ({
    type: 'ApplicationExpired',
    data: { ...applicationIs, round, expiredAt: at },
  });

  it('expires after thirty whole days: the last of them is the day that its mails tell', () => {
    given(...draft)
      .when(expire(day(30)))
      .thenNothing();
    given(...draft)
      .when(expire(day(31)))
      .then(expired(0, day(31)));
  });
  it('counts days of Shanghai, from the midnight after the last step on', () => {
    given(...draft)
      .when(expire('2026-04-01T15:59:59.999Z'))
      .thenNothing();
    given(...draft)
      .when(expire('2026-04-01T16:00:00.000Z'))
      .then(expired(0, '2026-04-01T16:00:00.000Z'));
  });
  it('expires too where it came back for correction', () =>
    given(...underReview, returned(['user-agreement']))
      .when(expire(day(31)))
      .then(expired(1, day(31))));
  it('never expires with a reviewer or in production', () => {
    given(...underReview)
      .when(expire(day(400)))
      .thenNothing();
    given(...approved)
      .when(expire(day(400)))
      .thenNothing();
  });
  it('expires once', () =>
    given(...draft, expired(0, day(31)))
      .when(expire(day(32)))
      .thenNothing());
  it('lives on with every new activity', () =>
    given(...draft, { type: 'FormReopened', data: { stale: [], reopenedAt: day(30) } })
      .when(expire(day(31)))
      .thenNothing());
  it('expires by the term that the operator has set', () =>
    given(...draft)
      .when(expire(day(11), 10))
      .then(expired(0, day(11))));

  it.each([7, 20, 27])('is called to mind after %i days', (idle) => {
    given(...draft)
      .when(remind(day(idle)))
      .then(reminded(idle, day(idle)));
    given(...draft, reminded(idle, day(idle)))
      .when(remind(day(idle)))
      .thenNothing();
  });
  it('is not called to mind before', () =>
    given(...draft)
      .when(remind(day(6)))
      .thenNothing());
  it('is called to mind once after a standstill, by the latest reminder', () =>
    given(...draft)
      .when(remind(day(21)))
      .then(reminded(20, day(21))));
  it('is called to mind afresh after new activity', () => {
    const active = [
      ...draft,
      reminded(7, day(7)),
      { type: 'DraftSaved', data: { draft: {}, savedAt: day(8) } } as const,
    ];
    given(...active)
      .when(remind(day(9)))
      .thenNothing();
    given(...active)
      .when(remind(day(15)))
      .thenTypes('ExpiryReminded');
  });
  it('is called to mind on its last day too, where that was missed until then', () =>
    given(...draft)
      .when(remind(day(30)))
      .then(reminded(27, day(30))));
  it('is not called to mind with a reviewer, after its end, or once it is to expire', () => {
    given(...underReview)
      .when(remind(day(20)))
      .thenNothing();
    given(...draft, withdrawn(0))
      .when(remind(day(20)))
      .thenNothing();
    given(...draft)
      .when(remind(day(31)))
      .thenNothing();
  });
});
