import { categoryOf, caseKey, streamIdOf, type Recorded } from '@ekey/kernel';
import type { PersonalData } from '@ekey/personal-data';
import { masked, storyOf } from '@ekey/platform';
import type { ErasurePlace } from './erasure-place';

const CHANGES = 'intake.ContactChanges';

/** A change of contact data: a case of its own, which tells the whole form of the cases that a key comes from. */
interface ContactChange {
  readonly id: string;
  /** Those that it is about. */
  readonly cases: readonly string[];
  /** The type of its last fact. */
  readonly last: string;
}

/** What is to be erased with a case. */
export interface ChangesOfCase {
  /** Changes that are about this case, and about no other that is kept. */
  readonly ids: readonly string[];
  /** What was read of them. */
  readonly facts: readonly Recorded[];
  /** Why one of them, or the case itself if it is one, must not be erased now. */
  readonly bar: string | undefined;
}

/** As of an account, whose key seals nothing of a case. */
export const NO_CHANGES: ChangesOfCase = { ids: [], facts: [], bar: undefined };

/** @param facts what the logs tell of the case */
export async function changesOf(
  caseId: string,
  facts: readonly Recorded[],
  { logs, personalData }: Pick<ErasurePlace, 'logs' | 'personalData'>,
): Promise<ChangesOfCase> {
  const stream = facts.map(({ meta }) => meta.stream).find((name) => categoryOf(name) === CHANGES);
  if (stream === undefined) return NO_CHANGES;
  const told = await factsOf(stream, logs);
  const changes = changesIn(told);
  const itself = changes.find(({ id }) => id === caseId);
  if (itself !== undefined)
    return { ids: [], facts: told, bar: underReview([itself]) ?? (await inUse(itself, personalData)) };
  const going = await leftToNobody(caseId, changes, personalData);
  return { ids: going.filter(isAtRest).map(({ id }) => id), facts: told, bar: underReview(going) };
}

/** Of a stream that a broken record may stand in. */
async function factsOf(stream: string, logs: ErasurePlace['logs']): Promise<readonly Recorded[]> {
  const told: Recorded[] = [];
  for (const { service, log } of logs) {
    if (!stream.startsWith(`${service}.`)) continue;
    for await (const { fact } of storyOf(streamIdOf(stream), log, [], masked))
      if (fact.meta.stream === stream) told.push(fact);
  }
  return told;
}

function changesIn(facts: readonly Recorded[]): readonly ContactChange[] {
  const changes = new Map<string, ContactChange>();
  for (const { type, data } of facts) {
    const { changeId: id, cases = [] } = data as { readonly changeId?: string; readonly cases?: readonly string[] };
    if (id === undefined) continue;
    const before = changes.get(id)?.cases ?? [];
    changes.set(id, { id, cases: [...new Set([...before, ...cases])], last: type });
  }
  return [...changes.values()];
}

/** The changes about a case whose other cases are all erased. */
async function leftToNobody(
  caseId: string,
  changes: readonly ContactChange[],
  personalData: PersonalData,
): Promise<readonly ContactChange[]> {
  const left: ContactChange[] = [];
  for (const change of changes) {
    const others = change.cases.filter((id) => id !== caseId);
    const isAbout = others.length < change.cases.length;
    if (isAbout && (await firstKept(others, personalData)) === undefined) left.push(change);
  }
  return left;
}

async function firstKept(cases: readonly string[], personalData: PersonalData): Promise<string | undefined> {
  for (const id of cases) if (!(await personalData.isErased(caseKey(id)))) return id;
  return undefined;
}

const isAtRest = ({ last }: ContactChange): boolean => last !== 'ContactChangeSubmitted';

function underReview(changes: readonly ContactChange[]): string | undefined {
  const live = changes.find((change) => !isAtRest(change));
  return live && `change ${live.id} of contact data is under review: withdraw it first`;
}

/** What was passed is how the enterprise is reached about its key, and belongs to what led to it. */
async function inUse({ last, cases }: ContactChange, personalData: PersonalData): Promise<string | undefined> {
  if (last !== 'ContactDataChanged') return undefined;
  const kept = await firstKept(cases, personalData);
  return kept && `it holds the contact data of case ${kept}: it is erased with the last of its cases`;
}
