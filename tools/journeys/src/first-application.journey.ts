/// <reference types="jest" />
import { describeCompetition } from './first-application/competition.journey';
import { describeDelivery } from './first-application/delivery.journey';
import { describeEndings } from './first-application/endings.journey';
import { describeRejections } from './first-application/rejections.journey';
import { describeTheWholeCase } from './first-application/whole-case.journey';
import { inOneWorld } from './one-world';
import type { World } from './world';

/**
 * The first application over HTTP, the same text for every floor. The endings need a clock that can be moved on.
 * @param afterwards what a floor has to show of itself once all of it has happened.
 */
export function describeFirstApplication(floor: () => Promise<World>, afterwards?: () => void): void {
  describe('the first application', () =>
    inOneWorld(floor, (on) => {
      describeTheWholeCase(on);
      describeRejections(on);
      describeCompetition(on);
      describeDelivery(on);
      describeEndings(on);
      afterwards?.();
    }));
}
