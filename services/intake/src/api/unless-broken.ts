import { logger } from '@ekey/platform';

/** A clock goes on with the other cases where one of them cannot be read; its fault is logged at every round. */
export async function unlessBroken(caseId: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    logger().error({ caseId, error: (error as Error).name }, 'clock passed over a case');
  }
}
