import { Overdue } from '@ekey/kernel';
import type { KurrentBackOff } from './kurrent-settings';

/** Everything that is told, as long as no silence between two of them is longer than that. @throws Overdue. */
export async function collected<Item>(milliseconds: number, items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  let silence: NodeJS.Timeout | undefined;
  let isOver = false;
  const overdue = new Promise<never>((_resolve, reject) => {
    silence = setTimeout(() => reject(new Overdue(milliseconds)), milliseconds);
  });
  const collecting = (async () => {
    for await (const item of items) {
      if (isOver) return;
      found.push(item);
      silence?.refresh();
    }
  })();
  try {
    await Promise.race([collecting, overdue]);
    return found;
  } finally {
    isOver = true;
    clearTimeout(silence);
  }
}

/** How long to wait after so many failures: between half of the doubled wait and the whole of it. */
export function backOffAfter(failures: number, { shortest, longest }: KurrentBackOff): number {
  const wait = Math.min(longest, shortest * 2 ** Math.min(failures - 1, 30));
  return wait * (0.5 + Math.random() / 2);
}
