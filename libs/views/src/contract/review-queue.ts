import { viewPart, type Fact, type Recorded, type View } from '@ekey/kernel';
import { recorded } from '@ekey/kernel/testing';

/** The view that the suites project: a queue fed by its service's own facts and by those of another. */

type Own =
  | { type: 'ReviewOpened'; data: { caseId: string; authority: string; openedAt: string } }
  | { type: 'TaskClaimed'; data: { officer: string } }
  | { type: 'ReviewClosed'; data: object };
interface Task {
  readonly authority: string;
  readonly openedAt: string;
  readonly officer?: string;
}
interface Order {
  readonly made: number;
}
interface Parts {
  readonly task: Task;
  readonly order: Order;
}
export interface QueueItem {
  readonly caseId: string;
  readonly authority: string;
  readonly openedAt: string;
  readonly officer: string | null;
  readonly made: number | null;
}

const taskPart = viewPart<Task, Own>({
  from: 'own',
  category: 'review.Review',
  on: ['ReviewOpened', 'TaskClaimed', 'ReviewClosed'],
  key: (fact) => fact.meta.stream.slice('review.Review-'.length),
  project: (part, fact) => {
    if (fact.type === 'ReviewOpened') return { authority: fact.data.authority, openedAt: fact.data.openedAt };
    if (fact.type === 'ReviewClosed') return null;
    return part && { ...part, officer: fact.data.officer };
  },
});
const orderPart = viewPart<Order, Fact<'issuance.KeyMade.v1', { caseId: string; made: number }>>({
  from: 'issuance.events',
  category: 'issuance.KeyOrder',
  on: ['issuance.KeyMade.v1'],
  key: (fact) => fact.data.caseId,
  project: (_part, fact) => ({ made: fact.data.made }),
});

export const queueOf = (version: number): View<Parts, QueueItem> => ({
  name: 'review-queue',
  version,
  parts: { task: taskPart, order: orderPart },
  answer: ({ task, order }, caseId) =>
    task === undefined
      ? null
      : {
          caseId,
          authority: task.authority,
          openedAt: task.openedAt,
          officer: task.officer ?? null,
          made: order?.made ?? null,
        },
  indexes: {
    authority: (item) => item.authority,
    openedAt: (item) => item.openedAt,
    officer: (item) => item.officer,
    made: (item) => item.made,
    ...(version > 1 ? { caseId: (item: QueueItem) => item.caseId } : {}),
  },
});
export const queue = queueOf(1);

const own = (caseId: string, revision: number, fact: Own): Recorded =>
  recorded(fact as Fact, { stream: `review.Review-${caseId}`, revision });
export const opened = (caseId: string, authority = 'A1', openedAt = '2026-03-02T01:00:00.000Z'): Recorded =>
  own(caseId, 0, { type: 'ReviewOpened', data: { caseId, authority, openedAt } });
export const claimed = (caseId: string, revision: number, officer: string): Recorded =>
  own(caseId, revision, { type: 'TaskClaimed', data: { officer } });
export const closed = (caseId: string, revision: number): Recorded =>
  own(caseId, revision, { type: 'ReviewClosed', data: {} });
export const made = (caseId: string, revision: number, count: number): Recorded =>
  recorded(
    { type: 'issuance.KeyMade.v1', data: { caseId, made: count } },
    { stream: `issuance.KeyOrder-${caseId}`, revision },
  );
/** A fact of the own stream that the view does not project. */
export const unheard = (caseId: string, revision: number): Recorded =>
  recorded({ type: 'MarksSaved', data: {} }, { stream: `review.Review-${caseId}`, revision });

/** Three facts at a time. */
export async function* batches(...facts: readonly Recorded[]): AsyncIterable<readonly Recorded[]> {
  for (let from = 0; from < facts.length; from += 3) yield facts.slice(from, from + 3);
}
