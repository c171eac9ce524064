import type { Clock } from '../reactors';

/** How far time is moved on. */
export interface Span {
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
}

/** The real time, moved on by as much as a test wishes. */
export class ShiftedClock implements Clock {
  private shift = 0;

  constructor(start?: string) {
    if (start !== undefined) this.shift = Date.parse(start) - Date.now();
  }

  now(): string {
    return new Date(Date.now() + this.shift).toISOString();
  }

  advance(by: Span): void {
    this.shift += (((by.days ?? 0) * 24 + (by.hours ?? 0)) * 60 + (by.minutes ?? 0)) * 60_000;
  }
}
