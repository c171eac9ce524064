import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';

interface Referring {
  readonly $ref?: string;
}
interface Parameter extends Referring {
  readonly name?: string;
  readonly in?: string;
  readonly required?: boolean;
  readonly schema?: object;
}
interface RequestBody {
  readonly required?: boolean;
  readonly content: Readonly<Record<string, { readonly schema?: { readonly properties?: object } }>>;
}
export interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: RequestBody;
  readonly responses: Readonly<Record<string, Response>>;
}
export interface Response extends Referring {
  readonly description?: string;
  readonly headers?: Readonly<Record<string, object>>;
  readonly content?: Readonly<Record<string, { readonly schema?: object }>>;
}
export interface Document {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, object>>;
    readonly securitySchemes: Readonly<Record<string, object>>;
    readonly responses?: Readonly<Record<string, Response>>;
    readonly parameters?: Readonly<Record<string, { readonly schema: { readonly pattern?: string } }>>;
  };
}

const METHODS = new Set(['get', 'put', 'post', 'delete', 'patch', 'head', 'options', 'trace']);
/** 204 by its meaning; 202 where what was asked for is told elsewhere. */
const WITHOUT_BODY = new Set(['202', '204']);
/** A line of Chinese, then the same in English. */
const SUMMARY = /^[^·]*\p{Script=Han}[^·]* · [A-Z][^·\p{Script=Han}]*$/u;
const LONGEST_SUMMARY = 120;
const PLACES = new Set(['query', 'header', 'path', 'cookie']);

/** What a description has against the rules of OpenAPI 3.1 (§4.7–4.8), as far as they concern what we write. */
export function faultsOf(document: Document): readonly string[] {
  const faults: string[] = [];
  if (!document.info.title || !document.info.version) faults.push('info needs a title and a version');
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  for (const name of ['operationId', 'summary'] as const)
    faults.push(...repeated(operations.map(({ operation }) => operation[name])).map((each) => `${each} is not unique`));
  for (const { path, method, operation } of operations) {
    const where = `${method} ${path}`;
    if (!path.startsWith('/')) faults.push(`${where}: a path begins with /`);
    faults.push(...summaryFaults(operation).map((fault) => `${where}: ${fault}`));
    if (!METHODS.has(method)) faults.push(`${where}: no such method`);
    faults.push(...parameterFaults(document, path, operation).map((fault) => `${where}: ${fault}`));
    faults.push(...responseFaults(document, operation).map((fault) => `${where}: ${fault}`));
    faults.push(...securityFaults(document, operation).map((fault) => `${where}: ${fault}`));
    faults.push(...bodyFaults(operation).map((fault) => `${where}: ${fault}`));
  }
  return [...faults, ...referenceFaults(document), ...schemaFaults(document, operations)];
}

/** §4.8.13; and nobody is to send a body only to have sent one. */
function bodyFaults({ requestBody }: Operation): readonly string[] {
  if (requestBody === undefined) return [];
  const schemas = Object.values(requestBody.content).map(({ schema }) => schema);
  const isEmpty = schemas.some(
    (schema) => schema?.properties !== undefined && Object.keys(schema.properties).length === 0,
  );
  return [
    ...(schemas.length === 0 ? ['a body without content'] : []),
    ...(requestBody.required === true && isEmpty ? ['a body is required that can hold nothing'] : []),
  ];
}

/** §4.8.10: a short summary of what the operation does. */
function summaryFaults({ summary = '' }: Operation): readonly string[] {
  if (!SUMMARY.test(summary)) return ['its summary is not one in Chinese and English'];
  return summary.length > LONGEST_SUMMARY ? ['its summary is too long'] : [];
}

function parameterFaults(document: Document, path: string, { parameters }: Operation): readonly string[] {
  const resolved = parameters.map((parameter) => (parameter.$ref === undefined ? parameter : (at(document, parameter.$ref) as Parameter))); // prettier-ignore
  const named = resolved.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  return [
    ...repeated(resolved.map((parameter) => `${parameter.in} ${parameter.name}`)).map((name) => `${name} stands twice`),
    ...inPath.filter((name) => !named.includes(name)).map((name) => `{${name}} is not described`),
    ...named.filter((name) => !inPath.includes(name)).map((name) => `${name} is not in the path`),
    ...resolved.filter((parameter) => !PLACES.has(parameter.in ?? '')).map(({ name }) => `${name} is nowhere`),
    ...resolved.filter((parameter) => parameter.in === 'path' && parameter.required !== true).map(({ name }) => `${name} is required`), // prettier-ignore
    ...resolved.filter(({ schema }) => schema === undefined).map(({ name }) => `${name} has no schema`),
  ];
}

function responseFaults(document: Document, { responses }: Operation): readonly string[] {
  const statuses = Object.keys(responses);
  const undescribed = statuses.filter((status) => {
    const response = responses[status];
    const told = response?.$ref === undefined ? response : (at(document, response.$ref) as { description?: string });
    return !told?.description;
  });
  const successes = statuses.filter((status) => status.startsWith('2'));
  const isEmpty = (status: string): boolean => responses[status]?.content === undefined;
  return [
    ...(successes.length > 0 ? [] : ['nothing is said of success']),
    ...successes.filter((status) => isEmpty(status) && !WITHOUT_BODY.has(status)).map((status) => `nothing is said of the body of ${status}`), // prettier-ignore
    ...(statuses.includes('default') ? [] : ['nothing is said of refusals']),
    ...statuses
      .filter((status) => !/^([1-5]\d\d|[1-5]XX|default)$/.test(status))
      .map((status) => `${status} is no status`),
    ...undescribed.map((status) => `${status} has no description`),
  ];
}

const securityFaults = ({ components }: Document, { security }: Operation): readonly string[] =>
  (security ?? [])
    .flatMap((requirement) => Object.keys(requirement))
    .filter((name) => components.securitySchemes[name] === undefined)
    .map((name) => `there is no security scheme ${name}`);

function referenceFaults(document: Document): readonly string[] {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
    ([, reference]) => reference as string,
  );
  return [...new Set(references)]
    .filter((reference) => at(document, reference) === undefined)
    .map((reference) => `${reference} leads nowhere`);
}

/** Every schema must be one by the dialect of 3.1, which is JSON Schema 2020-12. */
function schemaFaults(
  document: Document,
  operations: readonly { path: string; operation: Operation }[],
): readonly string[] {
  const ajv = addFormats(
    new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true, formats: { binary: true } }),
  );
  ajv.addVocabulary(['example', 'components']);
  const schemas = operations.flatMap(({ path, operation }) => [
    ...operation.parameters.flatMap(({ name, schema }) => (schema === undefined ? [] : [[`${path} ${name}`, schema]])),
    ...Object.values(operation.requestBody?.content ?? {}).map(({ schema }) => [`${path} body`, schema ?? {}]),
    ...Object.entries(operation.responses).flatMap(([status, { content = {} }]) =>
      Object.values(content).map(({ schema }) => [`${path} ${status}`, schema ?? {}]),
    ),
  ]) as [string, object][];
  const shared = Object.entries(document.components.schemas);
  return [...schemas, ...shared].flatMap(([name, schema]) => {
    try {
      const fits = ajv.compile({ ...schema, components: document.components });
      if ('example' in schema && !fits(schema.example))
        return [`${name}: its example is none: ${ajv.errorsText(fits.errors)}`];
      return [];
    } catch (error) {
      return [`${name}: ${String(error)}`];
    }
  });
}

function at(document: Document, reference: string): unknown {
  const steps = reference.replace(/^#\//, '').split('/');
  return steps.reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], document);
}

const repeated = <Item>(items: readonly Item[]): readonly Item[] => [
  ...new Set(items.filter((item, index) => items.indexOf(item) !== index)),
];
