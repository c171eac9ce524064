import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    takesFile?: boolean;
  }
}

/**
 * A route whose body is a file as it is, by its description in one of these media types. Other routes take JSON alone: bytes
 * held against the schema of an object would be looked at one by one, as if each were a field.
 * @param longest in bytes
 */
export const TakesFile = (longest: number, ...types: readonly [string, ...string[]]): MethodDecorator =>
  applyDecorators(
    ApiConsumes(...types),
    ApiBody({ schema: { type: 'string', format: 'binary', maxLength: longest } }),
    RouteConfig({ takesFile: true }),
  );

export const takesFile = ({ routeOptions }: FastifyRequest): boolean => routeOptions.config.takesFile === true;
