/** `<service>.<Noun>-<id>`. The category is the text before the first `-` and so holds none itself. */
const CATEGORY = /^[a-z]+\.[A-Z][A-Za-z]*$/;

/** @throws RangeError for a category or id that no stream may have. */
export function streamName(category: string, id: string): string {
  if (!CATEGORY.test(category)) throw new RangeError(`not a category: ${category}`);
  if (id === '') throw new RangeError(`a stream of ${category} needs an id`);
  return `${category}-${id}`;
}

/** `<service>.<Noun>`. @throws RangeError for what is no stream. */
export const categoryOf = (stream: string): string => stream.slice(0, placeOf('-', stream));
/** What comes behind the category; may hold `-` itself. @throws RangeError for what is no stream. */
export const streamIdOf = (stream: string): string => stream.slice(placeOf('-', stream) + 1);
/** The service that owns a stream or a category. @throws RangeError for what is neither. */
export const ownerOf = (streamOrCategory: string): string => streamOrCategory.slice(0, placeOf('.', streamOrCategory));

function placeOf(separator: string, name: string): number {
  const place = name.indexOf(separator);
  if (place < 1) throw new RangeError(`not the name of a stream: ${name}`);
  return place;
}
