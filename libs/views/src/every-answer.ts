import type { AnswerOf, AnyView, ViewQuery, ViewStore } from './views.port';

const AT_ONCE = 200;

/** Every answer that fits a query, read page by page while they are used. */
export async function* everyAnswer<V extends AnyView>(
  store: Pick<ViewStore, 'find'>,
  view: V,
  query: Pick<ViewQuery, 'where' | 'orderBy'> = {},
): AsyncGenerator<AnswerOf<V>> {
  let after: string | undefined;
  do {
    const page = await store.find(view, { ...query, limit: AT_ONCE, ...(after === undefined ? {} : { after }) });
    yield* page.items;
    after = page.next;
  } while (after !== undefined);
}
