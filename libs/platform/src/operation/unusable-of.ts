import { faultText } from '@ekey/event-store';
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
      await withinReason(isUsable);
      return [];
    } catch (error) {
      return [{ what, cause: faultText(error) }];
    }
  });
  return (await Promise.all(asked)).flat();
}

async function withinReason(isUsable: () => unknown): Promise<void> {
  let patience: NodeJS.Timeout | undefined;
  const silence = new Promise((_resolve, reject) => {
    patience = setTimeout(() => reject(new Error(`no answer within ${ANSWER_WITHIN_MS} ms`)), ANSWER_WITHIN_MS);
  });
  try {
    await Promise.race([Promise.resolve().then(isUsable), silence]);
  } finally {
    clearTimeout(patience);
  }
}
