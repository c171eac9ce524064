import { BROKEN_RECORD, BrokenRecord, openFact, type EventStore, type StoredFact } from '@ekey/event-store';
import { categoryOf, type Recorded } from '@ekey/kernel';
import type { PersonalData } from '@ekey/personal-data';
import type { AnyDecider } from '../commands/stream-command';
import { maskSeals, openSeals } from './masking';
import { readThrough } from './read-through';

/** How much of a person's data somebody sees. */
export interface Eyes {
  readonly keys: Pick<PersonalData, 'open'>;
  readonly show: (value: unknown) => Promise<unknown>;
}

/** Seals are named and not opened; a state is folded as if every key had been destroyed. */
export const masked: Eyes = { keys: { open: async () => null }, show: async (value) => maskSeals(value) };
/** Seals are opened. Whoever looks so has to be recorded first. */
export const opened = (keys: Eyes['keys']): Eyes => ({ keys, show: (value) => openSeals(value, keys) });

/** One fact of a case, and what its stream had come to with it. */
export interface Chapter {
  readonly fact: Recorded;
  /** As it was written, seals as the eyes see them. */
  readonly data: unknown;
  /** Absent where it cannot be told: the record is broken, or one before it in the stream. */
  readonly state?: unknown;
}

/**
 * What a service's log tells of a case (or an account), in the order in which it happened: every fact of the streams that
 * were begun for it, and of any other stream (a token, a parcel, an enterprise) those that name it.
 */
export async function* storyOf(
  subject: string,
  log: Pick<EventStore, 'readAll' | 'read'>,
  deciders: readonly AnyDecider[],
  eyes: Eyes,
): AsyncIterable<Chapter> {
  const cast = new Cast(subject);
  const states = new States(log, deciders, eyes.keys);
  for await (const facts of readThrough((after, limit) => log.readAll(after, limit)))
    for (const fact of facts) {
      if (!cast.plays(fact)) continue;
      const data = await eyes.show(fact.data);
      const known = fact.type === BROKEN_RECORD ? undefined : await states.after(fact as StoredFact);
      yield known === undefined ? { fact, data } : { fact, data, state: await eyes.show(known.state) };
    }
}

/** Which facts are about a case. */
class Cast {
  private readonly streams = new Set<string>();

  constructor(private readonly subject: string) {}

  plays({ data, meta: { stream, revision } }: Recorded): boolean {
    if (this.streams.has(stream) || stream.slice(stream.indexOf('-') + 1) === this.subject) return true;
    if (!names(data, this.subject)) return false;
    if (revision === 0) this.streams.add(stream);
    return true;
  }
}

function names(value: unknown, subject: string): boolean {
  if (typeof value === 'string') return value === subject;
  return typeof value === 'object' && value !== null && Object.values(value).some((inner) => names(inner, subject));
}

interface Known {
  readonly state: unknown;
  readonly revision: number;
}

/** The states of streams, folded no further than they are asked for. */
class States {
  private readonly byStream = new Map<string, Known | undefined>();

  constructor(
    private readonly log: Pick<EventStore, 'read'>,
    private readonly deciders: readonly AnyDecider[],
    private readonly keys: Eyes['keys'],
  ) {}

  /** The state that a fact has led to; `undefined` where it cannot be known. */
  async after(fact: StoredFact): Promise<Known | undefined> {
    const { stream } = fact.meta;
    const decider = this.deciders.find(({ category }) => category === categoryOf(stream));
    if (decider === undefined) return undefined;
    const known = await this.fold(decider, fact, this.before(decider, stream));
    this.byStream.set(stream, known);
    return known;
  }

  private before(decider: AnyDecider, stream: string): Known | undefined {
    return this.byStream.has(stream) ? this.byStream.get(stream) : { state: decider.initial, revision: -1 };
  }

  private async fold(decider: AnyDecider, fact: StoredFact, known: Known | undefined): Promise<Known | undefined> {
    if (known === undefined) return undefined;
    const between = await this.between(known.revision, fact);
    if (between === undefined) return undefined;
    let { state } = known;
    for (const each of [...between, fact]) state = decider.evolve(state, await openFact(decider, each, this.keys));
    return { state, revision: fact.meta.revision };
  }

  /** The facts of the stream that are not about the case, and yet have made it what it is. */
  private async between(revision: number, fact: StoredFact): Promise<readonly StoredFact[] | undefined> {
    if (fact.meta.revision === revision + 1) return [];
    try {
      const further = await this.log.read(fact.meta.stream, revision + 1);
      return further.filter((each) => each.meta.revision < fact.meta.revision);
    } catch (error) {
      if (error instanceof BrokenRecord) return undefined;
      throw error;
    }
  }
}
