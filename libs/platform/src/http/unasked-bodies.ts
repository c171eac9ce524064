import type { Type } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { RouteConfig } from '@nestjs/platform-fastify';
import { FASTIFY_ROUTE_CONFIG_METADATA } from '@nestjs/platform-fastify/constants.js';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Problem } from './problem';
import { invalidRequest } from './validation';

declare module 'fastify' {
  interface FastifyContextConfig {
    asksNothing?: boolean;
  }
}

const nothing = z.strictObject({});

/** Marks the routes of a controller whose handlers look at no body. To be called before Nest makes routes of them. */
export function markUnaskedBodies(controller: Type): void {
  const prototype = controller.prototype as object;
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(prototype)))
    if (typeof descriptor.value === 'function' && name !== 'constructor' && !asksForBody(controller, name))
      RouteConfig({ ...configOf(descriptor.value), asksNothing: true })(prototype, name, descriptor as TypedPropertyDescriptor<unknown>); // prettier-ignore
}

/** What was said of the route before: said again it takes the place of that. */
const configOf = (handler: object): object =>
  (Reflect.getMetadata(FASTIFY_ROUTE_CONFIG_METADATA, handler) ?? {}) as object;

/** Nest keeps a handler's parameters as `<kind>:<index>`. */
function asksForBody(controller: Type, handler: string): boolean {
  const parameters = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, handler) ?? {}) as object;
  return Object.keys(parameters).some((parameter) => parameter.startsWith(`${RouteParamtypes.BODY}:`));
}

/**
 * Whoever sends something where nothing is asked for believes that it counts.
 * @returns the refusal that names it, or nothing where the request may go on: `{}` says nothing
 */
export function refusalOfUnasked({ body, routeOptions }: FastifyRequest): Problem | undefined {
  if (body === undefined || body === null || routeOptions.config.asksNothing !== true) return undefined;
  const { error } = nothing.safeParse(body);
  return error === undefined ? undefined : invalidRequest(error.issues);
}
