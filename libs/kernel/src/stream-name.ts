/** `<service>.<Noun>-<id>`. The category is the text before the first `-` and so holds none itself. */
const CATEGORY = /^[a-z]+\.[A-Z][A-Za-z]*$/;

/** @throws RangeError for a category or id that no stream may have. */
export function streamName(category: string, id: string): string {
  if (!CATEGORY.test(category)) throw new RangeError(`not a category: ${category}`);
  if (id === '') throw new RangeError(`a stream of ${category} needs an id`);
  return `${category}-${id}`;
}

export const categoryOf = (stream: string): string => stream.slice(0, stream.indexOf('-'));
export const streamIdOf = (stream: string): string => stream.slice(stream.indexOf('-') + 1);
/** The service that owns a stream or a category. */
export const ownerOf = (stream: string): string => stream.slice(0, stream.indexOf('.'));
