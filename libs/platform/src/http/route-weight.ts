import { RouteConfig } from '@nestjs/platform-fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    weight?: number;
  }
}

/** A route that takes as long as so many others, each time that it is asked: a caller may ask for it as much more rarely. */
export const Weighs = (requests: number): MethodDecorator => RouteConfig({ weight: requests });
