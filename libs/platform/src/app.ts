import 'reflect-metadata';
import { Global, Module, type DynamicModule, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Floor } from './floor';
import { serveOpenApi } from './http/openapi';
import { ProblemFilter } from './http/problem.filter';
import { httpServer } from './http/server';
import { StoredInterceptor } from './http/stored';
import { validation } from './http/validation';
import { HealthController, Hosts } from './operation/health.controller';
import { NestLog } from './operation/logging';
import { Metrics } from './operation/metrics';
import { assertComplete, Rights } from './security/rights';
import { auditRights } from './services/audit.controller';
import { reactorRights } from './services/reactors.controller';
import { ReactorsHost } from './services/reactors.host';
import type { ServiceDefinition } from './services/service-definition';
import { serviceModule } from './services/service.module';

@Global()
@Module({})
class PlatformModule {}

/** Services standing on a floor and answering HTTP. */
export interface Application {
  readonly nest: NestFastifyApplication;
  readonly rights: Rights;
  readonly hosts: Hosts;
  /** What the module of a service provides under a token: for what the host itself is told to do. */
  provided<Value>(service: string, token: symbol | Type<Value>): Value;
  /** @returns the address in use. @throws where the port is taken. */
  listen(host: string, port: number): Promise<string>;
  /** Takes no more requests, ends what is under way, closes the floor. */
  close(): Promise<void>;
}

/**
 * Any number of services in one process.
 * @throws where a route has no row in the rights table, or two handlers claim one message.
 */
export async function createApplication(floor: Floor, services: readonly ServiceDefinition[]): Promise<Application> {
  refuseDoubleHandlers(services);
  const rights = rightsOf(services);
  const metrics = new Metrics();
  const hosts = new Hosts();
  const { server, routes } = await httpServer(floor, rights, metrics);
  const modules = await Promise.all(
    services.map(async (service) => ({ name: service.name, module: await serviceModule(service, floor) })),
  );
  const nest = await NestFactory.create<NestFastifyApplication>(
    rootModule(
      modules.map(({ module }) => module),
      metrics,
      hosts,
    ),
    new FastifyAdapter(server as never),
    { logger: new NestLog(), bodyParser: false, abortOnError: false },
  );
  nest.useGlobalPipes(validation());
  nest.useGlobalFilters(new ProblemFilter());
  nest.useGlobalInterceptors(new StoredInterceptor());
  await nest.init();
  assertComplete(rights, routes);
  serveOpenApi(nest, modules);
  for (const { name, module } of modules) hosts.byService.set(name, nest.select(module).get(ReactorsHost));
  const moduleOf = (service: string): DynamicModule => {
    const found = modules.find(({ name }) => name === service);
    if (found === undefined) throw new Error(`no service ${service} stands here`);
    return found.module;
  };
  return {
    nest,
    rights,
    hosts,
    provided: (service, token) => nest.select(moduleOf(service)).get(token),
    listen: async (host, port) => {
      await nest.listen(port, host);
      return nest.getUrl();
    },
    close: async () => {
      hosts.stopping = true;
      await nest.close();
      await floor.close();
    },
  };
}

function rootModule(services: readonly DynamicModule[], metrics: Metrics, hosts: Hosts): DynamicModule {
  const shared = [
    { provide: Metrics, useValue: metrics },
    { provide: Hosts, useValue: hosts },
  ];
  return {
    module: PlatformModule,
    global: true,
    imports: [CqrsModule.forRoot(), ...services],
    controllers: [HealthController],
    providers: shared,
    exports: shared,
  };
}

function rightsOf(services: readonly ServiceDefinition[]): Rights {
  const rights = new Rights();
  for (const { name, rights: table } of services)
    for (const rows of [table, auditRights(name), reactorRights(name)]) rights.add(rows);
  return rights;
}

/** Nest only warns, and the second handler wins. */
function refuseDoubleHandlers(services: readonly ServiceDefinition[]): void {
  const seen = new Set<unknown>();
  for (const { name, handlers } of services)
    for (const [message] of handlers) {
      if (seen.has(message)) throw new Error(`${name}: two handlers claim ${(message as { name: string }).name}`);
      seen.add(message);
    }
}
