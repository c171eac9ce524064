const AT_ONCE = 32;

/** Does something with each, several at a time. */
export async function sideBySide<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  let together: Item[] = [];
  const doTogether = async (): Promise<void> => {
    await Promise.all(together.map(work));
    together = [];
  };
  for await (const item of items) {
    together.push(item);
    if (together.length === AT_ONCE) await doTogether();
  }
  await doTogether();
}
