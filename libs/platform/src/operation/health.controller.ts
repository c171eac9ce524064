import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { ReactorsHost } from '../services/reactors.host';
import { Hosts } from './hosts';
import { Metrics } from './metrics';
import { Storage } from './storage';

@Controller()
export class HealthController {
  constructor(
    @Inject(Hosts) private readonly hosts: Hosts,
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(Storage) private readonly storage: Storage,
  ) {}

  /** The process runs. */
  @Get('health/live')
  live(): object {
    return { status: 'up' };
  }

  /**
   * Requests can be served: 503 while stopping, where nothing can be stored, where a service waits for a server before it
   * can begin, or where a reactor is halted. Cases that are parked are named and do not count: the others go on; nor do
   * documents that were found damaged, or what a service leans on outside its floor, such as a mail server: it tries again.
   */
  @Get('health/ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const summaries = [...this.hosts.byService].map(async ([name, host]) => [name, await summary(host)] as const);
    const services = Object.fromEntries(await Promise.all(summaries));
    const all = Object.values(services);
    const isHalted = all.some(({ halted }) => halted.length > 0);
    const isWaiting = all.some(({ waitsFor }) => waitsFor !== undefined);
    const unusable = await this.storage.unusable();
    const isUnusable = unusable.length > 0;
    const status = isUnusable ? 'storage-unavailable' : isWaiting ? 'waiting' : isHalted ? 'halted' : 'ready';
    if (status !== 'ready') void reply.status(503);
    const damaged = this.storage.damaged();
    const named = { ...(isUnusable ? { unusable } : {}), ...(damaged.length > 0 ? { damaged } : {}) };
    return { status, ...named, services };
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  async prometheus(): Promise<string> {
    const told = await Promise.all(
      [...this.hosts.byService].map(async ([name, host]) => [name, await host.tell()] as const),
    );
    this.metrics.forgetReadings();
    for (const [service, { reactors, figures }] of told) {
      for (const { reactor, parkedCases, position, state, standstill } of reactors) {
        this.metrics.parked.set({ service, reactor }, parkedCases);
        this.metrics.position.set({ service, reactor }, position);
        this.metrics.halted.set({ service, reactor }, state === 'halted' ? 1 : 0);
        this.metrics.standstill.set({ service, reactor }, standstill);
      }
      for (const { about, readings } of figures)
        for (const { labels, value } of readings) this.metrics.figure(about).set({ service, ...labels }, value);
    }
    return this.metrics.registry.metrics();
  }
}

async function summary(host: ReactorsHost) {
  const status = host.status();
  const halted = status.filter(({ state }) => state === 'halted').map(({ reactor, cause }) => ({ reactor, cause }));
  const isParked = status.some(({ parkedCases }) => parkedCases > 0);
  const waiting = host.waitsFor === undefined ? {} : { waitsFor: host.waitsFor };
  const unusable = await host.outside();
  const outside = unusable.length === 0 ? {} : { outside: unusable };
  return { ...waiting, ...outside, halted, parked: isParked ? await host.parkedCases() : [] };
}
