import { Injectable } from '@nestjs/common';
import type { AboutFigure, Figure, Reading } from '@ekey/platform';
import { RevocationLists } from '../effects/revocation-lists';

/** How old is the list that this process gives out, and how long is it still good? */
@Injectable()
export class RevocationListAge implements Figure {
  static readonly about: AboutFigure = {
    name: 'ekey_crl_seconds',
    help: 'Of the revocation list: its age, and what is left of its life (negative where it has run out)',
    labels: ['time'],
  };

  constructor(private readonly lists: RevocationLists) {}

  /** Whoever has made no list yet makes none for being asked. */
  async read(now: string): Promise<readonly Reading[]> {
    const list = this.lists.published;
    if (list === undefined) return [];
    const seconds = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 1000;
    return [
      { labels: { time: 'age' }, value: seconds(list.thisUpdate, now) },
      { labels: { time: 'left' }, value: seconds(now, list.nextUpdate) },
    ];
  }
}
