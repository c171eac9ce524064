import type { Type } from '@nestjs/common';

/** What a figure is called by Prometheus, and the labels it has beside `service`; never anything of a person. */
export interface AboutFigure {
  readonly name: `ekey_${string}`;
  readonly help: string;
  readonly labels: readonly string[];
}

export interface Reading {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A figure of the work itself, for who runs it: counted from views when Prometheus asks, and stored nowhere. */
export interface Figure {
  /** @param now ISO 8601, UTC. */
  read(now: string): Promise<readonly Reading[]>;
}

export interface FigureClass extends Type<Figure> {
  readonly about: AboutFigure;
}

/** Told by several services, each of the cases that are with it. */
export const CASES: AboutFigure = {
  name: 'ekey_cases',
  help: 'Cases by where they are, of those that are with this service',
  labels: ['stage'],
};

export const RUNNING_DEADLINES: AboutFigure = {
  name: 'ekey_deadlines',
  help: 'Clocks that run, by how near their end is: later, within-a-day, overdue',
  labels: ['end'],
};

const A_DAY_MS = 86_400_000;

/** The bounds that a due moment keeps to, by how near it is: for a view that is indexed by it. */
export function endsBy(now: string): Readonly<Record<string, { readonly from?: string; readonly to?: string }>> {
  const tomorrow = new Date(Date.parse(now) + A_DAY_MS).toISOString();
  return { overdue: { to: now }, 'within-a-day': { from: now, to: tomorrow }, later: { from: tomorrow } };
}
