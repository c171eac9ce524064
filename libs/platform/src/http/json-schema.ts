import { z } from 'zod';

type JsonSchema = Record<string, unknown>;

/** A schema for an OpenAPI document, and those in it that have a name of their own. */
export interface NamedSchemas {
  readonly schema: JsonSchema;
  /** By name, for `components.schemas`. */
  readonly components: Readonly<Record<string, JsonSchema>>;
}

/** A zod schema as JSON Schema. Rules that JSON Schema cannot say are left to the problem documents. */
export function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): NamedSchemas {
  // Held by something, a schema with a name (`.meta({ id })`) is named there like any other in it.
  const made = z.toJSONSchema(z.object({ held: schema }), {
    io,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => (io === 'output' ? tell(jsonSchema) : undefined),
  });
  const { properties, $defs = {} } = placed(made);
  return { schema: properties.held, components: $defs };
}

interface Held {
  readonly properties: { readonly held: JsonSchema };
  readonly $defs?: NamedSchemas['components'];
}

/** Named schemas stand with the components of the document. */
const placed = (made: object): Held =>
  JSON.parse(JSON.stringify(made).replaceAll('"#/$defs/', '"#/components/schemas/')) as Held;

/** Answers may grow: what a reader does not know is left aside. What a format says needs no pattern beside it. */
function tell(schema: JsonSchema): void {
  if (schema['additionalProperties'] === false) delete schema['additionalProperties'];
  if ('format' in schema) delete schema['pattern'];
  if (schema['minimum'] === Number.MIN_SAFE_INTEGER) delete schema['minimum'];
  if (schema['maximum'] === Number.MAX_SAFE_INTEGER) delete schema['maximum'];
  delete schema['readOnly'];
}
