import type { Type } from '@nestjs/common';
import type { FastifyRequest, RouteOptions } from 'fastify';

/** Answers that are made already. */
export interface ShortWay {
  readonly contentType: string;
  /** @returns nothing where none is made: then the controller answers. */
  answer(request: FastifyRequest): Buffer | undefined;
}

/** `METHOD /path` as the controller declares it → what is asked before it. */
export type ShortWayTable = Readonly<Record<string, Type<ShortWay>>>;

/**
 * Answers that need no making, given before Nest is asked for them: to look such an answer up takes less than the way to a
 * controller and back. What stands around every route stays (who may and how often, bounds, headers, metrics, the log): it is
 * hooks of the server, which run on either way. Left out is what Nest does: validation, of which a short way needs none, since it
 * answers only what it knows; the status, which is 200; the filter, to which Fastify hands whatever a short way throws.
 */
export class ShortWays {
  private readonly ways = new Map<string, ShortWay | null>();

  constructor(private readonly names: readonly string[]) {}

  /** Once there is who answers. @throws where no such route was declared. */
  open(name: string, way: ShortWay): void {
    if (!this.ways.has(name)) throw new Error(`there is a short way for ${name}, and no such route`);
    this.ways.set(name, way);
  }

  /** Puts its short way, if it has one, before the handler of a route that is being declared. */
  precede(route: RouteOptions): void {
    const name = `${String(route.method)} ${route.url}`;
    if (!this.names.includes(name)) return;
    const { ways } = this;
    ways.set(name, null);
    const controller = route.handler;
    route.handler = function (request, reply) {
      const way = ways.get(name);
      const answer = way?.answer(request);
      if (!way || !answer) return controller.call(this, request, reply);
      void reply.header('content-type', way.contentType).send(answer);
    };
  }
}
