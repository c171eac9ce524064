import { viewPart, type View } from '@ekey/kernel';
import type { FinalCause, NoticeEvent, Purpose, StatedAddress, TemporaryCause } from '../notice/notice.events';

export const noticeStates = ['sending', 'waiting', 'delivered', 'abandoned'] as const;
export type ShownState = (typeof noticeStates)[number];

/** One line of the log of a notice. */
export interface NoticeEntry {
  readonly fact: NoticeEvent['type'];
  readonly at: string;
  readonly sending: number;
  readonly attempt: number;
  readonly cause?: TemporaryCause | FinalCause;
}

export interface ShownNotice {
  readonly noticeId: string;
  readonly purpose: Purpose;
  readonly caseId: string | null;
  readonly accountId: string | null;
  /** Whose form may have stated another address than the case has. */
  readonly renewalId: string | null;
  readonly address: StatedAddress | null;
  readonly language: 'zh-CN';
  readonly templateVersion: number;
  readonly causingFactId: string;
  readonly state: ShownState;
  readonly sending: number;
  readonly attempt: number;
  readonly queuedAt: string;
  readonly deliveredAt: string | null;
  readonly nextAttemptAt: string | null;
  readonly cause: TemporaryCause | FinalCause | null;
  /** Of the address that was tried last, for an abandoned notice. */
  readonly addressAsOf: string | null;
  /** The newest entries, oldest first. */
  readonly history: readonly NoticeEntry[];
  readonly revision: number;
}

const LONGEST_HISTORY = 50;

/** "What was mailed about this case, and what never arrived?" */
export const notices: View<{ notice: ShownNotice }, ShownNotice> = {
  name: 'notices',
  version: 2,
  parts: {
    notice: viewPart<ShownNotice, NoticeEvent>({
      from: 'own',
      category: 'notify.Notice',
      on: [
        'NoticeQueued',
        'NoticeRetried',
        'NoticeRedelivered',
        'AddressCorrected',
        'NoticeDelivered',
        'NoticeAttemptFailed',
        'NoticeAbandoned',
      ],
      key: (fact) => fact.meta.stream.slice('notify.Notice-'.length),
      project: (part, fact) => {
        const entry = entryOf(fact);
        const shown = part === null ? opened(fact) : { ...part, ...changed(fact) };
        if (shown === null) return null;
        const { sending, attempt } = entry;
        const history = [...shown.history, entry].slice(-LONGEST_HISTORY);
        return { ...shown, sending, attempt, history, revision: fact.meta.revision };
      },
    }),
  },
  answer: ({ notice }) => notice ?? null,
  indexes: {
    state: ({ state }) => state,
    case: ({ caseId }) => caseId,
    purpose: ({ purpose }) => purpose,
    queuedAt: ({ queuedAt }) => queuedAt,
    nextAttemptAt: ({ nextAttemptAt }) => nextAttemptAt,
    /** The case whose corrected address would send this notice again. */
    correctableCase: ({ state, cause, caseId }) =>
      state === 'abandoned' && (cause === 'address-refused' || cause === 'too-many-attempts') ? caseId : null,
  },
};

const waitsForNothing = { nextAttemptAt: null, cause: null, addressAsOf: null } as const;

function opened(fact: NoticeEvent): ShownNotice | null {
  if (fact.type !== 'NoticeQueued') return null;
  const { letter, sending, attempt, queuedAt } = fact.data;
  const { noticeId, purpose, address, language, templateVersion, causingFactId } = letter;
  return {
    ...{ noticeId, purpose, caseId: letter.caseId ?? null, accountId: letter.accountId ?? null },
    renewalId: letter.renewalId ?? null,
    ...{ address, language, templateVersion, causingFactId },
    ...{
      state: 'sending',
      sending,
      attempt,
      queuedAt,
      deliveredAt: null,
      ...waitsForNothing,
      history: [],
      revision: 0,
    },
  };
}

function changed(fact: NoticeEvent): Partial<ShownNotice> {
  switch (fact.type) {
    case 'NoticeQueued':
    case 'NoticeRetried':
    case 'NoticeRedelivered':
    case 'AddressCorrected':
      return { state: 'sending', address: fact.data.letter.address, ...waitsForNothing };
    case 'NoticeDelivered':
      return { state: 'delivered', deliveredAt: fact.data.deliveredAt, ...waitsForNothing };
    case 'NoticeAttemptFailed': {
      const { cause, nextAttemptAt } = fact.data;
      return { state: 'waiting', cause, nextAttemptAt };
    }
    case 'NoticeAbandoned': {
      const { cause, addressAsOf = null } = fact.data;
      return { state: 'abandoned', cause, addressAsOf, nextAttemptAt: null };
    }
  }
}

function entryOf(fact: NoticeEvent): NoticeEntry {
  const { sending, attempt } = fact.data;
  const told = { fact: fact.type, sending, attempt };
  switch (fact.type) {
    case 'NoticeQueued':
      return { ...told, at: fact.data.queuedAt };
    case 'NoticeRetried':
      return { ...told, at: fact.data.retriedAt };
    case 'NoticeRedelivered':
      return { ...told, at: fact.data.redeliveredAt };
    case 'AddressCorrected':
      return { ...told, at: fact.data.correctedAt };
    case 'NoticeDelivered':
      return { ...told, at: fact.data.deliveredAt };
    case 'NoticeAttemptFailed':
      return { ...told, at: fact.data.failedAt, cause: fact.data.cause };
    case 'NoticeAbandoned':
      return { ...told, at: fact.data.abandonedAt, cause: fact.data.cause };
  }
}
