import type { Bilingual, Problem, ProblemTable } from './problem';

/** A refusal as the readers of an API are told of it beforehand. */
export interface ListedProblem extends Bilingual {
  readonly code: string;
  readonly status: number;
}

/** @param others each as it is thrown; what it says of the case at hand is left out */
export const listedProblems = (
  tables: readonly ProblemTable<string>[],
  others: readonly Problem[] = [],
): readonly ListedProblem[] => [
  ...tables.flatMap((table) => Object.entries(table).map(([code, told]) => listed({ code, ...told }))),
  ...others.map(({ content }) => listed(content)),
];

/** Wordings that are all told with one status. */
export const toldWith = <Code extends string>(
  status: number,
  wordings: Readonly<Record<Code, Bilingual>>,
): ProblemTable<string> =>
  Object.fromEntries(Object.entries<Bilingual>(wordings).map(([code, { zh, en }]) => [code, { status, zh, en }]));

const listed = ({ code, status, zh, en }: ListedProblem): ListedProblem => ({ code, status, zh, en });
