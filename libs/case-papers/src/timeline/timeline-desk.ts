import { Inject, Injectable } from '@nestjs/common';
import { isSealed, type Sealed } from '@ekey/kernel';
import { PERSONAL_DATA, WaitingReaders } from '@ekey/platform';
import type { TimelineQuery } from './timeline.answers';
import type { TimelineEntry, TimelineSources } from './timeline-sources';

export interface StepLabel {
  readonly label: string;
  readonly labelEn: string;
}

/** A step in the words of its procedure. */
export type StepLabels = (code: string, detail: Readonly<Record<string, unknown>>) => StepLabel;

/** Opens remarks for whom they were written. */
interface Opener {
  readonly open: (sealed: Sealed) => Promise<unknown>;
}

/** The steps of a case for readers who wait for the next one. */
@Injectable()
export class TimelineDesk {
  constructor(
    private readonly waiting: WaitingReaders,
    @Inject(PERSONAL_DATA) private readonly personal: Opener,
  ) {}

  /** @param look all steps as they are known now, in order */
  async answer<Source extends string>(
    sources: TimelineSources<Source>,
    { after, wait }: TimelineQuery,
    look: () => Promise<readonly TimelineEntry<Source>[]>,
    labels: StepLabels,
  ) {
    const from = (after === undefined ? null : sources.parse(after)) ?? sources.beginning();
    const seen = async () => sources.after(await look(), from);
    const { fresh, position } = await this.waiting.until(seen, (found) => found.fresh.length > 0, wait);
    return {
      items: await Promise.all(fresh.map((entry) => this.shown(entry, labels))),
      position: sources.text(position),
    };
  }

  private async shown<Source extends string>(entry: TimelineEntry<Source>, labels: StepLabels) {
    const { source, sequence, at, code, detail } = entry;
    const opened = await Promise.all(
      Object.entries(detail).map(async ([name, value]) => [
        name,
        isSealed(value) ? await this.personal.open(value) : value,
      ]),
    );
    return { source, sequence, at, code, ...labels(code, detail), detail: Object.fromEntries(opened) };
  }
}
