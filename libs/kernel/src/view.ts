import type { Fact } from './fact';
import type { FactSource } from './reactors';
import type { Recorded } from './recorded-fact';

export type IndexValue = string | number | null;

/**
 * What one kind of stream adds to a document. A document has one part per category, guarded by the revision of each
 * stream that feeds it, so that any order of arrival between the sources gives the same document.
 */
export interface ViewPart<Part, F extends Fact> {
  readonly from: FactSource;
  /** `<service>.<Noun>`. */
  readonly category: string;
  readonly on: readonly F['type'][];
  /** The document that this fact belongs to; `null`: to none. Several streams may feed one document, and one stream several. */
  readonly key: (fact: Recorded<F>) => string | null;
  /** The part after this fact; `null` removes the part. */
  readonly project: (part: Part | null, fact: Recorded<F>) => Part | null;
}

/** The answer to one question, made from facts. Pure; a new version is built beside the live one and then switched to. */
export interface View<Parts extends object, Answer> {
  readonly name: string;
  readonly version: number;
  /**
   * Its documents are read by the places of their facts in the service's own log, which has to be told in order: before it
   * is shared out among processes, each of which goes its own pace. Own facts only.
   */
  readonly inLogOrder?: true;
  readonly parts: { readonly [Name in keyof Parts]: ViewPart<Parts[Name], never> };
  /** Combines what the sources have told so far; `null`: there is no such document (yet). */
  readonly answer: (parts: Partial<Parts>, key: string) => Answer | null;
  /** What may be searched and sorted by; each is declared here and nowhere else. */
  readonly indexes: { readonly [name: string]: (answer: Answer) => IndexValue };
}

/** States a part with its facts checked, as one that any view can hold. */
export const viewPart = <Part, F extends Fact>(part: ViewPart<Part, F>): ViewPart<Part, never> =>
  part as unknown as ViewPart<Part, never>;
