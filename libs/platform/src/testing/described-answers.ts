import Ajv2020, { type ErrorObject, type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { routeOf } from '../http/openapi-completion';
import { PROBLEM_MEDIA_TYPE } from '../http/problem-document';
import { closed } from './closed-schema';
import type { Document, Response } from './openapi-rules';

/** A request and what came back, as whoever sent it saw them. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly headers: Pick<Headers, 'get'>;
  readonly bytes: Buffer;
}

/** An answer is not what the document says of its route and status. */
export class NotAsDescribed extends Error {
  constructor({ method, status }: Exchange, route: string, faults: readonly string[]) {
    super(`${method} ${route} ${status} is not as described: ${faults.join('; ')}`);
    this.name = 'NotAsDescribed';
  }
}

/** Compares every answer of a server with what its own OpenAPI documents say; a member that they do not name is a fault. */
export class DescribedAnswers {
  private readonly documents = new Map<string, Promise<Description>>();

  constructor(private readonly url: string) {}

  /** @throws NotAsDescribed naming route, status and the place in the body. What is no service's is passed over. */
  async check(exchange: Exchange): Promise<void> {
    const [, service] = /^\/api\/([a-z]+)\/v1\//.exec(exchange.path) ?? [];
    if (service === undefined) return;
    let description = this.documents.get(service);
    if (description === undefined) this.documents.set(service, (description = this.read(service)));
    (await description).check(exchange);
  }

  private async read(service: string): Promise<Description> {
    const answer = await fetch(`${this.url}/api/${service}/openapi.json`);
    return new Description(answer.ok ? ((await answer.json()) as Document) : NO_DOCUMENT);
  }
}

/** Of an address where no service stands: there is nothing to be told but refusals, and nobody says how they read. */
const NO_DOCUMENT: Document = {
  openapi: '3.1.0',
  info: { title: '', version: '' },
  paths: {},
  components: { schemas: { Problem: {} }, securitySchemes: {}, responses: {} },
};

class Description {
  private readonly ajv = addFormats(new Ajv2020({ strict: false, allErrors: true, validateFormats: true }));
  private readonly routes: readonly { readonly route: string; readonly pattern: RegExp }[];
  private readonly components: object;
  private readonly compiled = new Map<object, ValidateFunction>();

  constructor(private readonly document: Document) {
    const { schemas } = document.components;
    this.components = {
      schemas: Object.fromEntries(Object.entries(schemas).map(([name, each]) => [name, closed(each)])),
    };
    // Of two routes that fit an address, the one with fewer parameters is asked.
    this.routes = Object.keys(document.paths)
      .sort((one, other) => parameters(one) - parameters(other))
      .map((route) => ({
        route,
        pattern: new RegExp(`^${routeOf(route).replace(/:\w+/g, '[^/]+').replace('*', '.+')}$`),
      }));
  }

  check(exchange: Exchange): void {
    const { method, status } = exchange;
    const address = exchange.path.split('?')[0] ?? '';
    const route = this.routes.find(({ pattern }) => pattern.test(address))?.route ?? address;
    const operation = this.document.paths[route]?.[method.toLowerCase()];
    const told = operation?.responses[status] ?? (status >= 400 ? REFUSED : undefined);
    const response = told?.$ref === undefined ? told : this.document.components.responses?.[told.$ref.split('/').at(-1) ?? '']; // prettier-ignore
    const faults = response === undefined ? ['nothing is said of this status'] : this.faultsOf(exchange, response);
    if (faults.length > 0) throw new NotAsDescribed(exchange, route, faults);
  }

  private faultsOf({ headers, bytes }: Exchange, { content, headers: told }: Response): readonly string[] {
    const hasETag = headers.get('etag') !== null;
    const stated = told?.['ETag'] !== undefined;
    const faults =
      hasETag === stated ? [] : [hasETag ? 'its ETag is not described' : 'the ETag described is not there'];
    if (content === undefined) return [...faults, ...(bytes.length > 0 ? ['it has a body'] : [])];
    const type = headers.get('content-type')?.split(';')[0] ?? 'none';
    const schema = content[type]?.schema;
    if (schema === undefined) return [...faults, `its media type ${type} is not described`];
    const fits = this.fitting(schema);
    const unlisted = type === PROBLEM_MEDIA_TYPE ? this.unlistedCode(bytes) : [];
    return [
      ...[...faults, ...unlisted],
      ...valuesIn(bytes, type).flatMap((value) => (fits(value) ? [] : (fits.errors ?? []).map(worded))),
    ];
  }

  /** A refusal whose code the document does not list. */
  private unlistedCode(bytes: Buffer): readonly string[] {
    const { code } = JSON.parse(bytes.toString('utf8')) as { code: string };
    const { properties } = this.document.components.schemas['Problem'] as ProblemSchema;
    const listed = properties?.code.anyOf.map((each) => each.const);
    return listed === undefined || listed.includes(code) ? [] : [`its code ${code} is not listed`];
  }

  private fitting(schema: object): ValidateFunction {
    let fits = this.compiled.get(schema);
    if (fits === undefined)
      this.compiled.set(schema, (fits = this.ajv.compile({ ...closed(schema), components: this.components })));
    return fits;
  }
}

interface ProblemSchema {
  readonly properties?: { readonly code: { readonly anyOf: readonly { readonly const?: string }[] } };
}

const REFUSED: Response = {
  content: { [PROBLEM_MEDIA_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } },
};

function valuesIn(bytes: Buffer, type: string): readonly unknown[] {
  const text = bytes.toString('utf8');
  if (type === 'application/x-ndjson') return text.split('\n').filter(Boolean).map((line) => JSON.parse(line) as unknown); // prettier-ignore
  return type.endsWith('json') ? [JSON.parse(text)] : [text];
}

const worded = ({ instancePath, message = '', params }: ErrorObject): string =>
  `${instancePath || '/'} ${message} ${JSON.stringify(params)}`;

const parameters = (route: string): number => route.split('{').length;
