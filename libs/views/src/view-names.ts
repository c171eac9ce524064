import type { AnyView } from './views.port';

const VIEW_NAME = /^[a-z][a-z0-9-]*$/;
const INDEX_NAME = /^[A-Za-z][A-Za-z0-9-]*$/;

/** The indexes that a view declares, as one text: another one needs a new version. */
export const indexesOf = (view: AnyView): string => JSON.stringify(Object.keys(view.indexes).sort());

/** @throws RangeError for a name that no view, or no index, may have. */
export function refuseNames(view: AnyView): void {
  if (!VIEW_NAME.test(view.name)) throw new RangeError(`not the name of a view: ${view.name}`);
  const wrong = Object.keys(view.indexes).find((index) => !INDEX_NAME.test(index));
  if (wrong !== undefined) throw new RangeError(`not the name of an index of ${view.name}: ${wrong}`);
}
