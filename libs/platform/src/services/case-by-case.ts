import { logger } from '../operation/logging';

/**
 * What a clock does for each of many cases. It goes on with the others where one cannot be dealt with (a broken record, a
 * missing key); that one's fault is logged at every round.
 * @param nameOf the case, by its id.
 */
export async function caseByCase<Item>(
  items: AsyncIterable<Item>,
  nameOf: (item: Item) => string | null,
  work: (item: Item) => Promise<unknown>,
): Promise<void> {
  for await (const item of items) {
    try {
      await work(item);
    } catch (error) {
      logger().error({ case: nameOf(item), error: (error as Error).name }, 'clock passed over a case');
    }
  }
}
