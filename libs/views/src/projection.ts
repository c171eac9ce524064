import { ownerOf, streamIdOf, type Fact, type IndexValue, type Recorded, type ViewPart } from '@ekey/kernel';
import { BadQuery, type AnyView, type AtLeast } from './views.port';

/** What one source has told of a document, and up to which revision of which stream it was heard. */
export interface StoredPart {
  /** By the id of the stream; `''` is the stream that has the document's own key for its id. */
  readonly at: Readonly<Record<string, number>>;
  /** Absent where the source has told nothing yet, or has taken it back. */
  readonly is?: unknown;
}

/** A document as a store keeps it, part by part. */
export type StoredDocument = Readonly<Record<string, StoredPart>>;

/** A document as an answer: what may be searched by goes with it. `null`: there is none (yet). */
export interface Answered {
  readonly answer: unknown;
  readonly indexes: Readonly<Record<string, IndexValue>>;
}

type NamedPart = ViewPart<unknown, Fact> & { readonly name: string };
interface Concerned {
  readonly fact: Recorded;
  readonly part: NamedPart;
  readonly key: string;
}

/** What facts do to the documents of one view. Pure, whatever the store. */
export class Projection {
  private readonly byCategory = new Map<string, NamedPart[]>();
  private readonly indexNames: readonly string[];

  constructor(readonly view: AnyView) {
    this.indexNames = Object.keys(view.indexes);
    for (const [name, part] of Object.entries(view.parts as unknown as Record<string, ViewPart<unknown, Fact>>)) {
      this.byCategory.set(part.category, [...(this.byCategory.get(part.category) ?? []), { ...part, name }]);
    }
  }

  /** The documents that facts may change. */
  keysOf(facts: readonly Recorded[]): ReadonlySet<string> {
    return new Set([...this.concerned(facts)].map(({ key }) => key));
  }

  /**
   * Of those the ones that nobody has told of before, unless the facts come again: the first that is told is the first fact
   * of the one stream that feeds the document.
   */
  newIn(facts: readonly Recorded[]): ReadonlySet<string> {
    const [first, ...others] = [...this.byCategory.values()].flat();
    if (first === undefined || others.length > 0) return new Set();
    const isFirst = new Map<string, boolean>();
    for (const { fact, key } of this.concerned(facts))
      if (!isFirst.has(key)) isFirst.set(key, fact.meta.revision === 0 && streamIdOf(fact.meta.stream) === key);
    return new Set([...isFirst].filter(([, is]) => is).map(([key]) => key));
  }

  /**
   * Takes facts in their order into documents.
   * @param load the document under a key, as it stands.
   * @returns the documents that are other than before.
   */
  project(facts: readonly Recorded[], load: (key: string) => StoredDocument | undefined): Map<string, StoredDocument> {
    const changed = new Map<string, StoredDocument>();
    for (const { fact, part, key } of this.concerned(facts)) {
      const before = changed.get(key) ?? load(key);
      const after = next(before, key, part, fact);
      if (after !== undefined && after !== before) changed.set(key, after);
    }
    return changed;
  }

  /** What a reader is told, with the values of every index; `undefined` where there is no such document. */
  answered(document: StoredDocument, key: string): Answered | undefined {
    const answer = this.answer(document, key);
    if (answer === null) return undefined;
    const indexes = Object.fromEntries(this.indexNames.map((name) => [name, this.indexValue(name, answer)]));
    return { answer, indexes };
  }

  answer(document: StoredDocument, key: string): unknown {
    const parts = Object.entries(document).filter(([, part]) => part.is !== undefined);
    return parts.length === 0
      ? null
      : (this.view.answer(Object.fromEntries(parts.map(([name, part]) => [name, part.is])), key) as unknown);
  }

  indexValue(name: string, answer: unknown): IndexValue {
    const value = this.view.indexes[name]?.(answer) ?? null;
    return typeof value === 'number' && !Number.isFinite(value) ? null : value;
  }

  /**
   * Whether a reader who has seen that revision finds it in the document. Where the service feeds the document by several
   * streams, the revision is that of the stream with the document's own key.
   * @throws BadQuery where the view hears nothing of the service.
   */
  hasReached(document: StoredDocument | undefined, { service, revision }: AtLeast): boolean {
    const parts = [...this.byCategory.values()].flat().filter((part) => ownerOf(part.category) === service);
    if (parts.length === 0) throw new BadQuery(`${this.view.name} hears nothing of ${service}`);
    const heard = parts.map((part) => document?.[part.name]?.at ?? {});
    const own = heard.flatMap((at) => at[''] ?? []);
    return Math.max(-1, ...(own.length > 0 ? own : heard.flatMap(Object.values<number>))) >= revision;
  }

  /**
   * Whether a document has not heard a fact that changes it.
   * @param load the document under a key; `'unreadable'` has heard whatever it is asked for.
   */
  hasMissed(facts: readonly Recorded[], load: (key: string) => StoredDocument | undefined | 'unreadable'): boolean {
    for (const { fact, part, key } of this.concerned(facts)) {
      const document = load(key);
      if (!part.on.includes(fact.type) || document === 'unreadable') continue;
      const heard = document?.[part.name]?.at[sourceOf(fact, key)] ?? -1;
      if (heard < fact.meta.revision) return true;
    }
    return false;
  }

  private *concerned(facts: readonly Recorded[]): Iterable<Concerned> {
    for (const fact of facts) {
      for (const part of this.partsFedBy(fact)) {
        const key = part.on.includes(fact.type) ? part.key(fact) : streamIdOf(fact.meta.stream);
        if (key !== null) yield { fact, part, key };
      }
    }
  }

  private partsFedBy(fact: Recorded): readonly NamedPart[] {
    const { stream } = fact.meta;
    return this.byCategory.get(stream.slice(0, stream.indexOf('-'))) ?? [];
  }
}

function sourceOf({ meta }: Recorded, key: string): string {
  const id = streamIdOf(meta.stream);
  return id === key ? '' : id;
}

/** A fact that the part does not project only moves the guard, and only where the document is there already. */
function next(
  document: StoredDocument | undefined,
  key: string,
  part: NamedPart,
  fact: Recorded,
): StoredDocument | undefined {
  const source = sourceOf(fact, key);
  const before = document?.[part.name];
  if ((before?.at[source] ?? -1) >= fact.meta.revision) return document;
  const at = { ...before?.at, [source]: fact.meta.revision };
  if (!part.on.includes(fact.type))
    return before === undefined ? document : { ...document, [part.name]: { ...before, at } };
  const is = part.project(before?.is ?? null, fact);
  return { ...document, [part.name]: is === null ? { at } : { at, is } };
}
