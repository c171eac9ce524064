import { STATUS_CODES } from 'node:http';
import type { OpenAPIObject } from '@nestjs/swagger';
import { ROLE_NAMES, type Role } from '../security/caller';
import type { Grant, Rights } from '../security/rights';
import { ETAG, PARAMETERS, PROBLEM_RESPONSE, SCHEMAS } from './openapi-components';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Parameter = NonNullable<Operation['parameters']>[number];
type Response = NonNullable<Operation['responses'][string]>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const PROBLEM: Response = { $ref: '#/components/responses/Problem' };
const NOTHING: Response = { description: '' };
const NO_CONTENT = '204';

/** The document with what holds for every route alike and therefore stands at none: rights, headers, refusals. */
export function completed(document: OpenAPIObject, rights: Rights): OpenAPIObject {
  for (const [path, item] of Object.entries(document.paths))
    for (const method of METHODS) {
      const operation = item[method];
      if (operation === undefined) continue;
      const grant = rights.grant(method.toUpperCase(), path.replace(/\{(\w+)\}/g, ':$1')) ?? 'public';
      complete(operation, path, grant, method !== 'get');
    }
  const { components } = document;
  document.components = {
    ...components,
    schemas: { ...components?.schemas, ...SCHEMAS },
    responses: { ...components?.responses, Problem: PROBLEM_RESPONSE },
    parameters: { ...components?.parameters, ...PARAMETERS },
    headers: { ...components?.headers, ETag: ETAG },
  };
  return document;
}

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
  const told = Object.entries(operation.responses).map(([status, response = NOTHING]) => [
    status,
    answered(status, response),
  ]);
  operation.responses = { ...Object.fromEntries(told), default: PROBLEM };
  // A write that has nothing to say but that it is stored says so by its status, whatever the route declares.
  if (isWrite) operation.responses[NO_CONTENT] ??= answered(NO_CONTENT, NOTHING);
}

/** What stands in the address although the handler does not look at it. */
function undescribed({ parameters }: Operation, path: string): readonly Parameter[] {
  const described = (parameters ?? []).map((each) => ('name' in each && each.in === 'path' ? each.name : undefined));
  return [...path.matchAll(/\{(\w+)\}/g)]
    .map(([, name = '']) => name)
    .filter((name) => !described.includes(name))
    .map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
}

function answered(status: string, response: Response): Response {
  if ('$ref' in response) return response;
  const description = response.description || (STATUS_CODES[status] ?? status);
  return { ...response, description, headers: { ...response.headers, ETag: { $ref: '#/components/headers/ETag' } } };
}

const parameter = (name: keyof typeof PARAMETERS): Parameter => ({ $ref: `#/components/parameters/${name}` });
const roleName = (role: Role): string => `${role} ${ROLE_NAMES[role]}`;
