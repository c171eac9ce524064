import type { Recorded } from '@ekey/kernel';
import { isDuplicate, type mongo, type MongoConnection } from '@ekey/mongo';
import { dropCollection } from './view-collection';

interface LateFact {
  /** Stream and revision, so that those of one stream stand in order. */
  readonly _id: string;
  readonly fact: string;
}

const AT_ONCE = 500;
const DIGITS = 16;

/**
 * Facts that processes were given while one of them builds a view anew: it has read the log before they stood there. They
 * wait apart, since a document that has heard a later fact drops the earlier ones.
 */
export class LateFacts {
  constructor(
    private readonly connection: MongoConnection,
    private readonly view: string,
    private readonly build: number,
  ) {}

  get name(): string {
    return `late.${this.view}.${this.build}`;
  }

  /** One after the other: whoever sees a fact finds the earlier ones of its stream there as well. */
  async add(facts: readonly Recorded[]): Promise<void> {
    const operations = facts.map((fact) => ({
      updateOne: {
        filter: { _id: idOf(fact) },
        update: { $setOnInsert: { fact: JSON.stringify(fact) } },
        upsert: true,
      },
    }));
    for (;;) {
      try {
        await this.ask((late) => late.bulkWrite(operations, { ordered: true, ...this.connection.limits }));
        return;
      } catch (error) {
        // Another process has just put the same fact there; those behind it are still to come.
        if (!isDuplicate(error)) throw error;
      }
    }
  }

  /**
   * Every fact, in order within its stream. Read backwards: facts may be added meanwhile, and an earlier one must not be
   * passed by before it is there while a later one is still found.
   */
  async *all(): AsyncIterable<readonly Recorded[]> {
    const stream: Recorded[] = [];
    for (let last: string | undefined; ;) {
      const page = await this.before(last);
      const whole: Recorded[] = [];
      for (const { fact } of page) {
        const each = JSON.parse(fact) as Recorded;
        if (stream[0]?.meta.stream !== each.meta.stream) whole.push(...stream.splice(0).reverse());
        stream.push(each);
      }
      last = page.at(-1)?._id;
      if (last === undefined) whole.push(...stream.reverse());
      if (whole.length > 0) yield whole;
      if (last === undefined) return;
    }
  }

  drop(): Promise<void> {
    return dropCollection(this.connection, this.name);
  }

  private before(last: string | undefined): Promise<readonly LateFact[]> {
    const filter: mongo.Filter<LateFact> = last === undefined ? {} : { _id: { $lt: last } };
    return this.ask((late) => late.find(filter, this.connection.limits).sort({ _id: -1 }).limit(AT_ONCE).toArray());
  }

  private ask<Answer>(question: (late: mongo.Collection<LateFact>) => Promise<Answer>): Promise<Answer> {
    return this.connection.ask((database) => question(database.collection<LateFact>(this.name)));
  }
}

const idOf = ({ meta }: Recorded): string => `${meta.stream} ${String(meta.revision).padStart(DIGITS, '0')}`;
