import { STATUS_CODES } from 'node:http';
import type { OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { ROLE_NAMES, type Role } from '../security/caller';
import type { Grant, Rights } from '../security/rights';
import type { ServiceDefinition } from '../services/service-definition';
import { generalProblems } from './general-problems';
import { jsonSchemaOf } from './json-schema';
import { ETAG, PARAMETERS, FIELD_ERROR, PROBLEM_RESPONSE, problemWith } from './openapi-components';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Parameter = NonNullable<Operation['parameters']>[number];
type RequestBody = NonNullable<Operation['requestBody']>;
type Response = NonNullable<Operation['responses'][string]>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const PROBLEM: Response = { $ref: '#/components/responses/Problem' };
const NOTHING: Response = { description: '' };

/** The document with what holds for every route alike and therefore stands at none: rights, headers, refusals. */
export function completed(
  document: OpenAPIObject,
  rights: Rights,
  { problemMembers, problems }: Pick<ServiceDefinition, 'problemMembers' | 'problems'>,
): OpenAPIObject {
  for (const [path, item] of Object.entries(document.paths))
    for (const method of METHODS) {
      const operation = item[method];
      if (operation === undefined) continue;
      const grant = rights.grant(method.toUpperCase(), routeOf(path)) ?? 'public';
      complete(operation, path, grant, method !== 'get');
    }
  const { components } = document;
  const members = jsonSchemaOf(z.object(problemMembers), 'output');
  document.components = {
    ...components,
    schemas: {
      ...components?.schemas,
      ...members.components,
      FieldError: FIELD_ERROR,
      Problem: problemWith(members.schema, [...problems, ...generalProblems]),
    },
    responses: { ...components?.responses, Problem: PROBLEM_RESPONSE },
    parameters: { ...components?.parameters, ...PARAMETERS },
    headers: { ...components?.headers, ETag: ETAG },
  };
  return document;
}

/** As its controller declares it. `{path}` is how Nest describes whatever follows (`*`). */
export const routeOf = (described: string): string =>
  described.replace(/\{(\w+)\}/g, (_parameter, name: string) => (name === 'path' ? '*' : `:${name}`));

function complete(operation: Operation, path: string, grant: Grant, isWrite: boolean): void {
  const isPublic = grant === 'public';
  operation.description ??= isPublic ? '公开 · Public' : `权限 · For: ${grant.map(roleName).join('、')}`;
  operation.security = isPublic ? [] : [{ bearer: [] }, { cookie: [] }];
  operation.parameters = [
    ...undescribed(operation, path),
    ...(operation.parameters ?? []),
    parameter('AcceptLanguage'),
    ...(isWrite ? [parameter('IdempotencyKey')] : []),
    ...(isWrite && path.includes('{') && !isPublic ? [parameter('IfMatch')] : []),
  ];
  if (operation.requestBody !== undefined) operation.requestBody = asked(operation.requestBody);
  const told = Object.entries(operation.responses).map(([status, response = NOTHING]) => [
    status,
    answered(status, response),
  ]);
  operation.responses = { ...Object.fromEntries(told), default: PROBLEM };
}

/** What stands in the address although the handler does not look at it. */
function undescribed({ parameters }: Operation, path: string): readonly Parameter[] {
  const described = (parameters ?? []).map((each) => ('name' in each && each.in === 'path' ? each.name : undefined));
  return [...path.matchAll(/\{(\w+)\}/g)]
    .map(([, name = '']) => name)
    .filter((name) => !described.includes(name))
    .map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
}

/** Nest calls every body required; one that has a default is taken to be that where it is not sent. */
function asked(body: RequestBody): RequestBody {
  if ('$ref' in body) return body;
  const schemas = Object.values(body.content).map(({ schema = {} }) => schema);
  return { ...body, required: !schemas.some((schema) => 'default' in schema) };
}

function answered(status: string, response: Response): Response {
  if ('$ref' in response) return response;
  const description = response.description || (STATUS_CODES[status] ?? status);
  return { ...response, description };
}

const parameter = (name: keyof typeof PARAMETERS): Parameter => ({ $ref: `#/components/parameters/${name}` });
const roleName = (role: Role): string => `${role} ${ROLE_NAMES[role]}`;
