import { cases, type Case } from '../cast';
import type { House } from '../house';
import { CERTIFICATE, type Order } from '../people/line';

/** What must never be, each as a sentence that says where it is; none where all is well. */
export type Invariant = (house: House) => readonly string[];

/** An invariant of every single case. */
export const ofEach =
  (complaints: (house: House, of: Case) => readonly string[]): Invariant =>
  (house) =>
    cases.flatMap((of) => complaints(house, of).map((sentence) => `${of.caseId}: ${sentence}`));

/** The complaint where it is so. */
export const complainIf = (isSo: boolean, sentence: string): readonly string[] => (isSo ? [sentence] : []);

/** Everything that is wrong in the house now. */
export const complaintsOf = (house: House, invariants: Readonly<Record<string, Invariant>>): readonly string[] =>
  Object.entries(invariants).flatMap(([name, holds]) => holds(house).map((sentence) => `${name}: ${sentence}`));

export const isOpenOrder = ({ status }: Order): boolean =>
  !['unknown', 'withdrawn-early', 'collected', 'ended'].includes(status);

interface Certificate {
  readonly standing: 'unknown' | 'withheld' | 'on-hold' | 'live' | 'revoked';
  readonly caseId?: string;
  readonly use?: string;
}

/** Those that were begun for a case, whatever they are worth. */
export const certificatesOf = (house: House, { caseId }: Case): readonly Certificate[] =>
  house
    .ids(CERTIFICATE)
    .map((serial) => house.state<Certificate>(CERTIFICATE, serial))
    .filter((certificate) => certificate.caseId === caseId);
