type JsonSchema = Readonly<Record<string, unknown>>;

/** The same schema, with nothing allowed in its objects but what it names: documents leave answers room to grow. */
export function closed(schema: object): JsonSchema {
  const told = Object.fromEntries(Object.entries(schema).map(([keyword, value]) => [keyword, within(keyword, value)]));
  return 'properties' in told && !('additionalProperties' in told) ? { ...told, additionalProperties: false } : told;
}

function within(keyword: string, value: unknown): unknown {
  if (keyword === 'properties')
    return Object.fromEntries(Object.entries(value as object).map(([name, each]) => [name, closed(each as object)]));
  if (keyword === 'anyOf' || keyword === 'oneOf') return (value as readonly object[]).map(closed);
  const isSchema = keyword === 'items' || keyword === 'additionalProperties';
  return isSchema && typeof value === 'object' && value !== null ? closed(value) : value;
}
