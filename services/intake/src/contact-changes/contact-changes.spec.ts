import { scenarios } from '@ekey/kernel/testing';
import type { ContactChangeCommand } from './contact-changes.commands';
import { contactChanges } from './contact-changes.decider';
import type { ContactChangesEvent, ContactSubmission } from './contact-changes.events';
import { possibleCommands } from './possible-commands';

const { given } = scenarios(contactChanges);
const now = '2026-03-09T02:00:00.000Z';
const submission = (round: number): ContactSubmission => ({
  changeId: 'change-1',
  ...{ uscc: '91310000MA1FL4QT9X', number: 'EK26000001', round, cases: ['case-1', 'renewal-1'] },
  ...{ nameCn: '上海远帆进出口有限公司', agencyId: 'shanghai', pickupPointId: 'hall', licenceTypes: ['import'] },
  ...{ formNumber: 'EK20260309-7K2M9QDX4T', changedFields: ['agent.email'], mailTo: 'neu@example.cn' },
  form: { documentId: 'change/form', type: 'application/json', size: 900 },
  submittedBy: 'zhang',
});
const submit = (round = 1, change: Partial<ContactSubmission & { after: string }> = {}): ContactChangeCommand => ({
  type: 'SubmitContactChange',
  data: { ...submission(round), after: null, ...change, now },
});
const submitted = (round = 1): ContactChangesEvent => ({
  type: 'ContactChangeSubmitted',
  data: { ...submission(round), submittedAt: now },
});
const reasons = [{ code: 'G06', target: 'form' as const, field: 'agent.email' }];
const remark = { $sealed: 'x', owner: 'case:change' as const, field: 'remark' };
const rejects = (round = 1): ContactChangeCommand => ({
  type: 'ReturnContactChange',
  data: { changeId: 'change-1', round, reasons, remark, now },
});
const returned: ContactChangesEvent = {
  type: 'ContactChangeReturned',
  data: { changeId: 'change-1', round: 1, reasons, remark, returnedAt: now },
};
const passes = (round = 1): ContactChangeCommand => ({
  type: 'RecordContactApproval',
  data: { changeId: 'change-1', round, now },
});
const changed = (caseId: string): ContactChangesEvent => {
  const { uscc, number, form, mailTo } = submission(1);
  return {
    type: 'ContactDataChanged',
    data: { changeId: 'change-1', caseId, uscc, number, form, mailTo, changedAt: now },
  };
};
const withdraws: ContactChangeCommand = { type: 'WithdrawContactChange', data: { changeId: 'change-1', now } };
const withdrawn = (round = 1): ContactChangesEvent => {
  const { changeId, uscc, number } = submission(round);
  return { type: 'ContactChangeWithdrawn', data: { changeId, uscc, number, round, withdrawnAt: now } };
};
const done = [changed('case-1'), changed('renewal-1')];
const day = (n: number) => new Date(Date.parse(now) + n * 86_400_000).toISOString();
const leftIdle = (idle: number, idleDays = 30) => ({ changeId: 'change-1', idleDays, now: day(idle) });
const expire = (idle: number, idleDays?: number): ContactChangeCommand => ({
  type: 'ExpireContactChange',
  data: leftIdle(idle, idleDays),
});
const expired = (idle: number, round = 1): ContactChangesEvent => {
  const { changeId, uscc, number } = submission(round);
  return { type: 'ContactChangeExpired', data: { changeId, uscc, number, round, expiredAt: day(idle) } };
};
const remind = (idle: number): ContactChangeCommand => ({ type: 'RemindOfContactChange', data: leftIdle(idle) });
const reminded = (idleDays: number, idle = idleDays): ContactChangesEvent => {
  const { changeId, uscc, number, mailTo } = submission(1);
  const [expiresOn, remindedAt] = ['2026-04-08', day(idle)];
  return { type: 'ContactChangeReminded', data: { changeId, uscc, number, mailTo, idleDays, expiresOn, remindedAt } };
};

describe('a change of contact data', () => {
  it('is submitted', () => given().when(submit()).then(submitted()));
  it('changes something', () =>
    given()
      .when(submit(1, { changedFields: [] }))
      .thenRejected('NothingChanged'));
  it('is not submitted twice', () => given(submitted()).when(submit(2)).thenRejected('UnderReview'));
  it('waits for another of the same key, not for that of another', () => {
    given(submitted())
      .when(submit(1, { changeId: 'change-2' }))
      .thenRejected('AnotherUnderReview');
    given(submitted(), returned)
      .when(submit(1, { changeId: 'change-2' }))
      .thenTypes('ContactChangeSubmitted');
    given(submitted())
      .when(submit(1, { changeId: 'change-2', number: 'EK26000002' }))
      .thenTypes('ContactChangeSubmitted');
  });
  it('changes them wherever somebody may write to the enterprise about its key', () =>
    given(submitted())
      .when(passes())
      .then(...done));
  it('begins with what was said last', () => {
    const next = submit(1, { changeId: 'change-2', after: 'change-1' });
    given(submitted(), ...done)
      .when(next)
      .thenTypes('ContactChangeSubmitted');
    given(submitted(), ...done)
      .when(submit(1, { changeId: 'change-2' }))
      .thenRejected('ChangedMeanwhile');
  });
  it('is over then', () => {
    given(submitted(), ...done)
      .when(submit(2))
      .thenRejected('ContactChangeDone');
    given(submitted(), ...done)
      .when(rejects())
      .thenNothing();
    given(submitted(), ...done)
      .when(passes())
      .thenNothing();
  });
});

describe('a change of contact data that is rejected', () => {
  it('comes back with every reason', () => given(submitted()).when(rejects()).then(returned));
  it('is submitted anew in the same case', () => {
    given(submitted(), returned).when(submit(2)).then(submitted(2));
    given(submitted(), returned).when(submit(1)).thenRejected('RoundMismatch', { round: 2 });
  });
  it('is not decided by a verdict on the round before', () => {
    given(submitted(), returned).when(passes()).thenNothing();
    given(submitted(), returned, submitted(2)).when(passes()).thenNothing();
    given(submitted(), returned, submitted(2)).when(rejects()).thenNothing();
  });
});

describe('a change of contact data that is withdrawn', () => {
  it('ends, under review as well as while it is to be corrected', () => {
    given(submitted()).when(withdraws).then(withdrawn());
    given(submitted(), returned).when(withdraws).then(withdrawn());
    given(submitted(), returned, submitted(2)).when(withdraws).then(withdrawn(2));
  });
  it('is withdrawn once', () => given(submitted(), withdrawn()).when(withdraws).thenNothing());
  it('changes nothing any more, whatever review has decided meanwhile', () => {
    given(submitted(), withdrawn()).when(passes()).thenNothing();
    given(submitted(), withdrawn()).when(rejects()).thenNothing();
  });
  it('is not submitted anew', () => {
    given(submitted(), withdrawn()).when(submit(2)).thenRejected('ContactChangeWithdrawn');
    given(submitted(), returned, withdrawn()).when(submit(2)).thenRejected('ContactChangeWithdrawn');
  });
  it('keeps no other one waiting, and leaves what was said before', () => {
    given(submitted(), withdrawn())
      .when(submit(1, { changeId: 'change-2' }))
      .thenTypes('ContactChangeSubmitted');
  });
  it('is not withdrawn once it was passed: the contact data are the new ones', () =>
    given(submitted(), ...done)
      .when(withdraws)
      .thenRejected('ContactChangeDone'));
  it('must be there', () => given().when(withdraws).thenRejected('ContactChangeUnknown'));
});

describe('a change of contact data that came back and is left alone', () => {
  const back = [submitted(), returned];

  it('expires after thirty whole days', () => {
    given(...back)
      .when(expire(30))
      .thenNothing();
    given(...back)
      .when(expire(31))
      .then(expired(31));
  });
  it('expires by the term that the operator has set', () =>
    given(...back)
      .when(expire(11, 10))
      .then(expired(11)));
  it('expires once', () =>
    given(...back, expired(31))
      .when(expire(32))
      .thenNothing());
  it('never expires under review, nor once it is over', () => {
    given(submitted()).when(expire(400)).thenNothing();
    given(...back, submitted(2))
      .when(expire(400))
      .thenNothing();
    given(...back, withdrawn())
      .when(expire(400))
      .thenNothing();
    given(submitted(), ...done)
      .when(expire(400))
      .thenNothing();
    given().when(expire(400)).thenNothing();
  });
  it('is over then: neither submitted anew nor withdrawn, and no verdict counts', () => {
    const over = given(...back, expired(31));
    over.when(submit(2)).thenRejected('ContactChangeExpired');
    over.when(withdraws).thenRejected('ContactChangeExpired');
    over.when(passes()).thenNothing();
  });
  it('keeps no other one waiting', () =>
    given(...back, expired(31))
      .when(submit(1, { changeId: 'change-2' }))
      .thenTypes('ContactChangeSubmitted'));

  it.each([7, 20, 27])('is called to mind after %i days, at the address that it gives', (idle) => {
    given(...back)
      .when(remind(idle))
      .then(reminded(idle));
    given(...back, reminded(idle))
      .when(remind(idle))
      .thenNothing();
  });
  it('is called to mind neither before, nor under review, nor when it is over', () => {
    given(...back)
      .when(remind(6))
      .thenNothing();
    given(submitted()).when(remind(7)).thenNothing();
    given(...back)
      .when(remind(31))
      .thenNothing();
    given().when(remind(7)).thenNothing();
  });
  it('is called to mind once after a standstill, by the latest reminder', () =>
    given(...back)
      .when(remind(21))
      .then(reminded(20, 21)));
  it('is called to mind afresh in a new round', () => {
    const { data } = returned as Extract<ContactChangesEvent, { type: 'ContactChangeReturned' }>;
    const again: ContactChangesEvent = { type: 'ContactChangeReturned', data: { ...data, round: 2 } };
    given(...back, reminded(7), submitted(2), again)
      .when(remind(7))
      .then(reminded(7));
  });
});

describe('what the applicant may do about a change of contact data', () => {
  const may = (...facts: readonly ContactChangesEvent[]) =>
    possibleCommands(facts.reduce(contactChanges.evolve, contactChanges.initial), 'change-1', now).map(
      ({ allowed, because }) => because ?? allowed,
    );

  it('is to withdraw it while it is under review, and to correct it too when it is returned', () => {
    expect(may(submitted())).toEqual(['UnderReview', true]);
    expect(may(submitted(), returned)).toEqual([true, true]);
  });
  it('is nothing once it is over, or where there is none', () => {
    expect(may(submitted(), ...done)).toEqual(['ContactChangeDone', 'ContactChangeDone']);
    expect(may(submitted(), withdrawn())).toEqual(['ContactChangeWithdrawn', false]);
    expect(may(submitted(), returned, expired(31))).toEqual(['ContactChangeExpired', 'ContactChangeExpired']);
    expect(may()).toEqual([]);
  });
  it('is to wait while another one of the same key is under review', () => {
    const { data } = submitted() as Extract<ContactChangesEvent, { type: 'ContactChangeSubmitted' }>;
    const another: ContactChangesEvent = { type: 'ContactChangeSubmitted', data: { ...data, changeId: 'change-2' } };
    expect(may(submitted(), returned, another)).toEqual(['AnotherUnderReview', true]);
  });
});

it('knows no verdict on what was never submitted', () => {
  given().when(passes()).thenNothing();
  given(...done)
    .when(rejects())
    .thenNothing();
});
