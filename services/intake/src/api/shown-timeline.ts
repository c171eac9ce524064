import { Inject, Injectable } from '@nestjs/common';
import { isSealed } from '@ekey/kernel';
import type { PersonalData } from '@ekey/personal-data';
import { PERSONAL_DATA } from '@ekey/platform';
import type { TimelineEntry } from '../views/application-status/timeline-of';
import { stepLabels } from './step-labels';

/** The steps of a case in words, the remarks opened for whom they were written. */
@Injectable()
export class ShownTimeline {
  constructor(@Inject(PERSONAL_DATA) private readonly personal: PersonalData) {}

  entries(entries: readonly TimelineEntry[]) {
    return Promise.all(entries.map((entry) => this.entry(entry)));
  }

  private async entry({ source, sequence, at, code, detail }: TimelineEntry) {
    const opened = await Promise.all(
      Object.entries(detail).map(async ([name, value]) => [
        name,
        isSealed(value) ? await this.personal.open(value) : value,
      ]),
    );
    return { source, sequence, at, code, ...stepLabels(code, detail), detail: Object.fromEntries(opened) };
  }
}
