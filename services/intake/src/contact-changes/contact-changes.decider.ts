import { reject, type Decider, type Decision } from '@ekey/kernel';
import { idlenessOf } from '../time/idle-days';
import { chinaDayAfter } from '../time/instants';
import type {
  ContactChangeCommand,
  ExpireContactChange,
  RecordContactApproval,
  RemindOfContactChange,
  ReturnContactChange,
  SubmitContactChange,
  WithdrawContactChange,
} from './contact-changes.commands';
import { personalData, type ContactChangesEvent, type ContactSubmission } from './contact-changes.events';
import {
  changeOf,
  evolve,
  initial,
  saidOf,
  type ContactChange,
  type ContactChangesState,
} from './contact-changes.state';

export type ContactChangeRejection =
  | 'ContactChangeUnknown'
  | 'UnderReview'
  | 'AnotherUnderReview'
  | 'ContactChangeDone'
  | 'ContactChangeWithdrawn'
  | 'ContactChangeExpired'
  | 'RoundMismatch'
  | 'ChangedMeanwhile'
  | 'NothingChanged';

type Answer = Decision<ContactChangesEvent, ContactChangeRejection>;

function decide(command: ContactChangeCommand, state: ContactChangesState): Answer {
  switch (command.type) {
    case 'SubmitContactChange':
      return submit(command.data, state);
    case 'WithdrawContactChange':
      return withdraw(command.data, state);
    case 'RecordContactApproval':
      return recordApproval(command.data, state);
    case 'ReturnContactChange':
      return returnChange(command.data, state);
    case 'RemindOfContactChange':
      return remind(command.data, state);
    case 'ExpireContactChange':
      return expire(command.data, state);
  }
}

/** For the first time, or corrected after 审核未通过. */
function submit({ now, after, ...submission }: SubmitContactChange['data'], state: ContactChangesState): Answer {
  const change = changeOf(state, submission.changeId);
  if (change?.status === 'under-review') return reject('UnderReview');
  if (change?.status === 'done') return reject('ContactChangeDone');
  if (change?.status === 'withdrawn') return reject('ContactChangeWithdrawn');
  if (change?.status === 'expired') return reject('ContactChangeExpired');
  const next = (change?.submission.round ?? 0) + 1;
  if (submission.round !== next) return reject('RoundMismatch', { round: next });
  if (isUnderReview(state, submission.number)) return reject('AnotherUnderReview');
  if ((saidOf(state, submission.number)?.changeId ?? null) !== after) return reject('ChangedMeanwhile');
  if (submission.changedFields.length === 0) return reject('NothingChanged');
  return [{ type: 'ContactChangeSubmitted', data: { ...submission, submittedAt: now } }];
}

/** Each says the contact data whole: of two at once the later would undo what the other has changed. */
const isUnderReview = ({ changes }: ContactChangesState, number: string): boolean =>
  Object.values(changes).some(({ status, submission }) => status === 'under-review' && submission.number === number);

/** By the applicant, also while it is his turn, until the approval is recorded here: then the new data hold. */
function withdraw({ changeId, now }: WithdrawContactChange['data'], state: ContactChangesState): Answer {
  const change = changeOf(state, changeId);
  if (change === null) return reject('ContactChangeUnknown');
  if (change.status === 'done') return reject('ContactChangeDone');
  if (change.status === 'expired') return reject('ContactChangeExpired');
  if (change.status === 'withdrawn') return [];
  const { uscc, number, round } = change.submission;
  return [{ type: 'ContactChangeWithdrawn', data: { changeId, uscc, number, round, withdrawnAt: now } }];
}

/** Told by a policy; what answers no round that waits is passed over. */
function recordApproval({ changeId, round, now }: RecordContactApproval['data'], state: ContactChangesState): Answer {
  const submission = waiting(state, changeId, round);
  if (submission === null) return [];
  const { uscc, number, cases, form, mailTo } = submission;
  return cases.map((caseId) => ({
    type: 'ContactDataChanged',
    data: { changeId, caseId, uscc, number, form, mailTo, changedAt: now },
  }));
}

function returnChange({ now, ...verdict }: ReturnContactChange['data'], state: ContactChangesState): Answer {
  if (waiting(state, verdict.changeId, verdict.round) === null) return [];
  return [{ type: 'ContactChangeReturned', data: { ...verdict, returnedAt: now } }];
}

/** Of several reminders that are due at once, after a standstill, only the last is sent. */
function remind({ changeId, idleDays, now }: RemindOfContactChange['data'], state: ContactChangesState): Answer {
  const change = returned(state, changeId);
  if (change === null) return [];
  const { expired, reminder } = idlenessOf(change.lastActivityAt, now, idleDays);
  if (expired || reminder <= change.reminded) return [];
  const { uscc, number, mailTo } = change.submission;
  const expiresOn = chinaDayAfter(change.lastActivityAt, idleDays);
  const data = { changeId, uscc, number, mailTo, idleDays: reminder, expiresOn, remindedAt: now };
  return [{ type: 'ContactChangeReminded', data }];
}

function expire({ changeId, idleDays, now }: ExpireContactChange['data'], state: ContactChangesState): Answer {
  const change = returned(state, changeId);
  if (change === null || !idlenessOf(change.lastActivityAt, now, idleDays).expired) return [];
  const { uscc, number, round } = change.submission;
  return [{ type: 'ContactChangeExpired', data: { changeId, uscc, number, round, expiredAt: now } }];
}

function returned(state: ContactChangesState, changeId: string): ContactChange | null {
  const change = changeOf(state, changeId);
  return change?.status === 'returned' ? change : null;
}

function waiting(state: ContactChangesState, changeId: string, round: number): ContactSubmission | null {
  const change = changeOf(state, changeId);
  return change?.status === 'under-review' && change.submission.round === round ? change.submission : null;
}

/** 变更 of contact data alone, of all keys of an enterprise: no key, no paper, one review by the provider. */
export const contactChanges: Decider<
  ContactChangeCommand,
  ContactChangesState,
  ContactChangesEvent,
  ContactChangeRejection
> = {
  category: 'intake.ContactChanges',
  initial,
  decide,
  evolve,
  personal: personalData,
};
