import { Controller, Get, Header, HttpCode, Inject, Res, type Type } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { ReactorsHost } from '../services/reactors.host';
import { Metrics } from './metrics';

/** Every service's reactors in this process; filled once the services stand. */
export class Hosts {
  readonly byService = new Map<string, ReactorsHost>();
  stopping = false;
}

@Controller()
export class HealthController {
  constructor(
    @Inject(Hosts) private readonly hosts: Hosts,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  /** The process runs. */
  @Get('health/live')
  @HttpCode(200)
  live(): object {
    return { status: 'up' };
  }

  /** Requests can be served: 503 while stopping or where a reactor is halted. Parked cases are told and do not count. */
  @Get('health/ready')
  ready(@Res({ passthrough: true }) reply: FastifyReply): object {
    const services = Object.fromEntries([...this.hosts.byService].map(([name, host]) => [name, summary(host)]));
    const halted = Object.values(services).some(({ halted }) => halted.length > 0);
    if (halted || this.hosts.stopping) void reply.status(503);
    return { status: this.hosts.stopping ? 'stopping' : halted ? 'halted' : 'ready', services };
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  async prometheus(): Promise<string> {
    this.metrics.parked.reset();
    for (const [service, host] of this.hosts.byService)
      for (const { reactor, parkedCases, position } of host.status()) {
        this.metrics.parked.set({ service, reactor }, parkedCases);
        this.metrics.position.set({ service, reactor }, position);
      }
    return this.metrics.registry.metrics();
  }
}

function summary(host: ReactorsHost) {
  const status = host.status();
  return {
    halted: status.filter(({ state }) => state === 'halted').map(({ reactor, cause }) => ({ reactor, cause })),
    parked: status
      .filter(({ parkedCases }) => parkedCases > 0)
      .map(({ reactor, parkedCases }) => ({ reactor, parkedCases })),
  };
}

export const operationControllers: readonly Type[] = [HealthController];
