import { derivedId, type Append, type StoredFact } from '@ekey/event-store';
import { intakeModule } from '@ekey/intake';
import { inventedUscc } from '@ekey/journeys';
import { categoryOf } from '@ekey/kernel';
import { readConfig, type ServiceDefinition, type ServiceFloor } from '@ekey/platform';
import { DataFolder, openFloor, systemClock } from '@ekey/floor';

const STREAMS = ['intake.KeyApplication', 'intake.EnterpriseSlots'];
const PAGE = 1_000;
const CASES_AT_ONCE = 2_000;
/** Read alone: nothing outside is asked. */
const service = intakeModule({} as never);

/** A case that has come to its end, as a pattern for others. */
export interface Pattern {
  readonly caseId: string;
  readonly uscc: string;
  readonly formNumber: string;
}

/**
 * Copies what intake has recorded of a case until its log holds so many facts, each copy with names of its own; what is sealed
 * stays as it is, since nobody opens it. Whatever acts upon facts is told that it has, and views are left to follow.
 * @returns how many cases there are.
 */
export async function copyCase(data: string, pattern: Pattern, facts: number): Promise<number> {
  return withIntake(data, async (intake) => {
    const appends = (await factsOf(pattern, intake)).map(appendOf);
    const text = JSON.stringify(appends);
    const copies = Math.ceil((facts - (await intake.eventStore.head())) / appends.length);
    for (let first = 0; first < copies; first += CASES_AT_ONCE) {
      const some = Array.from({ length: Math.min(CASES_AT_ONCE, copies - first) }, (_none, index) => first + index);
      await Promise.all(some.map((number) => store(copyOf(text, pattern, number), intake)));
    }
    await markAsDone(intake);
    return copies;
  });
}

/** How many cases the view of their status tells of. */
export function casesShown(data: string): Promise<number> {
  return withIntake(data, async ({ views }) => {
    const status = service.views.find(({ name }) => name === 'application-status');
    if (status === undefined) throw new Error('intake has no view of the status');
    await views.open([status]);
    return views.count(status);
  });
}

async function withIntake<Result>(data: string, work: (intake: ServiceFloor) => Promise<Result>): Promise<Result> {
  const floor = await openFloor(readConfig({ DATA_DIR: data }), systemClock, new DataFolder(data));
  try {
    return await work(floor.service('intake'));
  } finally {
    await floor.close();
  }
}

async function factsOf({ caseId, uscc }: Pattern, { eventStore }: Pick<ServiceFloor, 'eventStore'>) {
  const found: StoredFact[] = [];
  for (let after = 0; ;) {
    const facts = await eventStore.readAll(after, PAGE);
    const last = facts.at(-1);
    if (last === undefined) return found;
    const isOfCase = ({ meta }: StoredFact): boolean =>
      STREAMS.includes(categoryOf(meta.stream)) && [caseId, uscc].some((id) => meta.stream.endsWith(id));
    found.push(...facts.filter(isOfCase));
    after = last.meta.position;
  }
}

const appendOf = ({ type, data, meta, trace }: StoredFact): Append => ({
  stream: meta.stream,
  expectedRevision: meta.revision - 1,
  facts: [{ type, data, schemaVersion: meta.schemaVersion }],
  trace,
  ids: [meta.id],
  recordedAt: meta.recordedAt,
  correlationId: meta.correlationId,
  causationId: meta.causationId ?? meta.id,
  actor: meta.actor,
});

function copyOf(text: string, { caseId, uscc, formNumber }: Pattern, number: number): readonly Append[] {
  const copy = text
    .replaceAll(caseId, derivedId('copy of', caseId, number))
    .replaceAll(uscc, inventedUscc(number + 1))
    .replaceAll(formNumber, `${formNumber}-${number}`);
  return (JSON.parse(copy) as readonly Append[]).map((append, index) => ({
    ...append,
    ids: [derivedId('fact', number, index)],
    trace: { ...append.trace, commandId: derivedId('command', number, index) },
  }));
}

async function store(appends: readonly Append[], { eventStore }: Pick<ServiceFloor, 'eventStore'>): Promise<void> {
  for (const append of appends) await eventStore.append(append);
}

/** Policies, effects and the publisher have dealt with everything. A checkpoint is in no hurry, and keeps no process alive. */
async function markAsDone({ eventStore, reactors }: Pick<ServiceFloor, 'eventStore' | 'reactors'>): Promise<void> {
  const head = await eventStore.head();
  const names = namesOf(service);
  const awake = setInterval(() => undefined, 1_000);
  await Promise.all(names.map((name) => reactors.saveCheckpoint(`intake: ${name}`, head)));
  clearInterval(awake);
}

const namesOf = ({ policies, effects }: ServiceDefinition): readonly string[] => [
  ...policies.flatMap(({ policy }) => (policy.from === 'own' ? [policy.name] : [])),
  ...effects.map(({ effect }) => effect.name),
  'publisher intake',
];
