import { faultText } from '@ekey/event-store';
import { within } from '@ekey/kernel';
import type { Unusable } from '../floor';

/** How to ask something that is leant on whether it can be used. */
export interface Check {
  readonly what: string;
  /** Rejects or throws where it cannot. */
  readonly isUsable: () => unknown;
}

/** A little longer than clients of servers look for one: their own words name it, and say why. */
const ANSWER_WITHIN_MS = 3_500;

/** Asks all of them at once. @returns those that cannot be used now, and why. */
export async function unusableOf(checks: readonly Check[]): Promise<readonly Unusable[]> {
  const asked = checks.map(async ({ what, isUsable }): Promise<readonly Unusable[]> => {
    try {
      await within(
        ANSWER_WITHIN_MS,
        Promise.resolve().then(isUsable),
        () => new Error(`no answer within ${ANSWER_WITHIN_MS} ms`),
      );
      return [];
    } catch (error) {
      return [{ what, cause: faultText(error) }];
    }
  });
  return (await Promise.all(asked)).flat();
}
