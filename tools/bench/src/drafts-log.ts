import { derivedId, NO_STREAM, type Append, type EventStore, type StoredFact } from '@ekey/event-store';
import { streamIdOf, streamName, viewPart, type View } from '@ekey/kernel';
import { draft, saveDraft, type DraftSaved } from './drafts';

const AT_ONCE = 500;
const PAGE = 250;

interface Saved {
  readonly enterpriseName: string;
  readonly uscc: string;
  readonly savedAt: string;
  readonly times: number;
}

/** A view like those that answer for a status: a document for each stream, and one index. */
export const drafts: View<{ draft: Saved }, Saved & { readonly id: string }> = {
  name: 'drafts',
  version: 1,
  parts: {
    draft: viewPart<Saved, DraftSaved>({
      from: 'own',
      category: draft.category,
      on: ['DraftSaved'],
      key: (fact) => streamIdOf(fact.meta.stream),
      project: (part, { data: { enterpriseName, uscc, savedAt } }) => ({
        enterpriseName,
        uscc,
        savedAt,
        times: (part?.times ?? 0) + 1,
      }),
    }),
  },
  answer: ({ draft: part }, id) => (part === undefined ? null : { id, ...part }),
  indexes: { savedAt: (answer) => answer.savedAt },
};

export const caseId = (stream: number): string => derivedId('case', stream);

/** Facts of many cases lie between each other, as cases go on side by side. */
export async function fill(store: EventStore, streams: number, factsAStream: number): Promise<void> {
  for (let revision = NO_STREAM; revision < factsAStream - 1; revision += 1)
    for (let first = 0; first < streams; first += AT_ONCE)
      await Promise.all(
        Array.from({ length: Math.min(AT_ONCE, streams - first) }, (_none, index) =>
          store.append(saved(first + index, revision)),
        ),
      );
}

function saved(stream: number, expectedRevision: number): Append {
  const commandId = derivedId(stream, expectedRevision);
  return {
    stream: streamName(draft.category, caseId(stream)),
    expectedRevision,
    facts: [{ type: 'DraftSaved', data: saveDraft(stream).data, schemaVersion: 1 }],
    trace: { commandId, requestDigest: 'd1gest-of_22-letters-x' },
    ids: [derivedId('fact', commandId, 0)],
    recordedAt: '2026-03-02T01:00:00.000Z',
    correlationId: caseId(stream),
    causationId: commandId,
    actor: { kind: 'enterprise', id: derivedId('account', stream), role: 'ENT' },
  };
}

/** A whole log, page by page. */
export async function* pages(store: EventStore): AsyncIterable<readonly StoredFact[]> {
  for (let after = 0; ;) {
    const facts = await store.readAll(after, PAGE);
    const last = facts.at(-1);
    if (last === undefined) return;
    yield facts;
    after = last.meta.position;
  }
}
