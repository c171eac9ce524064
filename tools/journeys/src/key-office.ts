import type { Span } from '@ekey/kernel/testing';
import { until, type HttpClient } from './http-client';
import type { MadeKey } from './line';

/** Who has to do with keys that are in use. */
export type KeyPerson =
  | ('support' | 'counter' | 'manager')
  // Of another authority.
  | ('counterElsewhere' | 'managerElsewhere')
  // Of the provider; the last of them sees with his own eyes what the shipping desk does.
  | ('reviewer' | 'secondReviewer' | 'maker' | 'shippingDesk' | 'witness');

/** Somebody of the staff: how he calls, and the opaque id under which the log knows him. */
export interface Colleague {
  readonly http: HttpClient;
  readonly id: string;
}

/** A key in the hand of its enterprise, and the case in which it was asked for. */
export interface KeyInHand {
  readonly caseId: string;
  readonly key: MadeKey;
}

/** A fact that issuance has published. */
export interface PublishedFact {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Where keys are handed over, and the people who may do something about them afterwards. */
export interface KeyOffice {
  readonly url: string;
  now(): string;
  letPass(by: Span): Promise<void>;
  as(person: KeyPerson): Colleague;
  /** So many keys whose certificates are good, made at the same time. */
  collected(count: number): Promise<readonly KeyInHand[]>;
  /** What issuance has published of a case, oldest first. */
  published(caseId: string): Promise<readonly PublishedFact[]>;
  /** How many facts of a case issuance has stored. */
  stored(caseId: string): Promise<number>;
}

/** Until a fact of this type was published of a case, so many times. @param type without service and version */
export async function isPublished(
  office: Pick<KeyOffice, 'published'>,
  caseId: string,
  type: string,
  times = 1,
): Promise<readonly PublishedFact['data'][]> {
  const facts = await until(
    `${type} is published`,
    async () => (await office.published(caseId)).filter((fact) => fact.type === `issuance.${type}.v1`),
    ({ length }) => length >= times,
  );
  return facts.map(({ data }) => data);
}
