import type { Sealed } from '@ekey/kernel';
import type { Finding } from '../key-application/key-application.events';
import type { ContactChangesEvent, ContactSubmission } from './contact-changes.events';

export interface ContactRemark {
  readonly round: number;
  readonly reasons: readonly Finding[];
  readonly remark: Sealed;
  readonly at: string;
}

/** `returned`: the applicant's turn. */
export interface ContactChange {
  readonly status: 'under-review' | 'returned' | 'done' | 'withdrawn' | 'expired';
  readonly submission: ContactSubmission;
  /** Of the first round. */
  readonly startedAt: string;
  readonly remarks: readonly ContactRemark[];
  readonly lastActivityAt: string;
  /** After how many idle days the applicant was last reminded; 0: not since the last activity. */
  readonly reminded: number;
}

/** What was passed last of a key. */
export interface ContactSaid {
  readonly changeId: string;
  readonly form: string;
  readonly at: string;
}

export interface ContactChangesState {
  /** By the number of the key. */
  readonly said: Readonly<Record<string, ContactSaid>>;
  /** By the id of the change. */
  readonly changes: Readonly<Record<string, ContactChange>>;
}

export const initial: ContactChangesState = { said: {}, changes: {} };

export const saidOf = ({ said }: ContactChangesState, number: string): ContactSaid | null =>
  Object.hasOwn(said, number) ? (said[number] ?? null) : null;

export const changeOf = ({ changes }: ContactChangesState, changeId: string): ContactChange | null =>
  Object.hasOwn(changes, changeId) ? (changes[changeId] ?? null) : null;

export function evolve(state: ContactChangesState, event: ContactChangesEvent): ContactChangesState {
  const { changeId } = event.data;
  const change = evolveChange(changeOf(state, changeId), event);
  return change === null
    ? state
    : { said: evolveSaid(state.said, event), changes: { ...state.changes, [changeId]: change } };
}

function evolveSaid(said: ContactChangesState['said'], event: ContactChangesEvent): ContactChangesState['said'] {
  if (event.type !== 'ContactDataChanged') return said;
  const { changeId, number, form, changedAt: at } = event.data;
  return { ...said, [number]: { changeId, form: form.documentId, at } };
}

function evolveChange(change: ContactChange | null, event: ContactChangesEvent): ContactChange | null {
  if (event.type === 'ContactChangeSubmitted') {
    const { submittedAt, ...submission } = event.data;
    const { startedAt = submittedAt, remarks = [] } = change ?? {};
    return { status: 'under-review', submission, startedAt, remarks, lastActivityAt: submittedAt, reminded: 0 };
  }
  if (change === null) return null;
  switch (event.type) {
    case 'ContactChangeReturned': {
      const { round, reasons, remark, returnedAt: at } = event.data;
      const remarks = [...change.remarks, { round, reasons, remark, at }];
      return { ...change, status: 'returned', remarks, lastActivityAt: at };
    }
    case 'ContactChangeReminded':
      return { ...change, reminded: event.data.idleDays };
    case 'ContactChangeWithdrawn':
      return { ...change, status: 'withdrawn' };
    case 'ContactChangeExpired':
      return { ...change, status: 'expired' };
    case 'ContactDataChanged':
      return { ...change, status: 'done' };
    default:
      void (event satisfies never);
      return change;
  }
}
