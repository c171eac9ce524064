import type { StoredFactType } from './stored-facts';

/** Service, type and version → the schema in which it was released. */
export type Lock = Readonly<Record<string, object>>;

/** An older version that is raised when it is read stands in no source any more: it stays as it was released. */
export const lockOf = (
  stored: readonly StoredFactType[],
  published: Readonly<Record<string, object>>,
  released: Lock = {},
): Lock => ({
  ...Object.fromEntries(
    stored.flatMap(({ service, noun, type, version, schema }) => {
      const name = (of: number): string => `${service}/${noun}/${type}.v${of}`;
      const older = Array.from({ length: version - 1 }, (_none, index) => name(index + 1));
      return [...older.flatMap((each) => pairIn(released, each)), [name(version), schema] as const];
    }),
  ),
  ...Object.fromEntries(Object.entries(published).map(([type, schema]) => [`published/${type}`, schema])),
});

function pairIn(lock: Lock, name: string): readonly (readonly [string, object])[] {
  const schema = lock[name];
  return schema === undefined ? [] : [[name, schema]];
}

/**
 * What would make a stored or published fact of a released version unreadable: a version that is gone or says something
 * else. New facts, new members that may be missing, and a further alternative beside the released ones are no breach.
 */
export function breaches(released: Lock, current: Lock): readonly string[] {
  return Object.entries(released).flatMap(([name, schema]) => {
    const now = current[name];
    if (now === undefined) return [`${name} is gone: keep it in the union, and in evolve as a no-op`];
    return sameBut(schema as Schema, now as Schema)
      ? []
      : [`${name} has changed its shape: give the new shape a new version by an upcaster (docs/adr/0006)`];
  });
}

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  /** `false`, or what holds of each in a table by name. */
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly [other: string]: unknown;
}

/** Equal, but for members that are new and optional, for new words of a list, and for new alternatives. */
function sameBut(released: Schema, current: Schema): boolean {
  if (released.anyOf !== undefined)
    return released.anyOf.every((one) => current.anyOf?.some((now) => sameBut(one, now)) === true);
  const words = wordsOf(released);
  if (words !== null) return words.every((word) => wordsOf(current)?.includes(word) === true);
  if (released.items !== undefined && current.items !== undefined) return sameList(released, current);
  if (released['type'] === 'object' && current['type'] === 'object') return sameObject(released, current);
  return shapeOf(released) === shapeOf(current);
}

function sameObject(released: Schema, current: Schema): boolean {
  const { properties: had = {}, required: needed = [], additionalProperties: others, ...rest } = released;
  const { properties = {}, required = [], additionalProperties, ...restNow } = current;
  if (shapeOf(needed) !== shapeOf(required) || shapeOf(rest) !== shapeOf(restNow)) return false;
  const sameOthers =
    typeof others === 'object' && typeof additionalProperties === 'object'
      ? sameBut(others, additionalProperties)
      : others === additionalProperties;
  const sameMember = ([name, schema]: [string, Schema]): boolean => {
    const now = properties[name];
    return now !== undefined && sameBut(schema, now);
  };
  return sameOthers && Object.entries(had).every(sameMember);
}

/** What holds of one thing holds of each in a list of them. */
function sameList({ items: one, ...released }: Schema, { items: now, ...current }: Schema): boolean {
  return shapeOf(released) === shapeOf(current) && sameBut(one as Schema, now as Schema);
}

/** In other words it is the same: a member of that name is no text. */
const shapeOf = (schema: unknown): string =>
  JSON.stringify(schema, (name, value: unknown) =>
    name === 'description' && typeof value === 'string' ? undefined : value,
  );

/** The words that a value may be; a constant is a list of one. */
function wordsOf(schema: Schema): readonly unknown[] | null {
  if (Array.isArray(schema['enum'])) return schema['enum'] as readonly unknown[];
  return 'const' in schema ? [schema['const']] : null;
}
