import 'reflect-metadata';
import { Global, Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Floor } from './floor';
import { KnownRoutes } from './http/known-routes';
import { serveOpenApi } from './http/openapi';
import { ProblemFilter } from './http/problem.filter';
import { httpServer } from './http/server';
import { ShortWays } from './http/short-ways';
import { StoringAdapter } from './http/storing.adapter';
import { validation } from './http/validation';
import { Hosts } from './operation/hosts';
import { HealthController } from './operation/health.controller';
import { NestLog } from './operation/logging';
import { Metrics } from './operation/metrics';
import { Storage } from './operation/storage';
import { EndedSessions } from './security/ended-sessions';
import { assertComplete, Rights } from './security/rights';
import { SessionCookies } from './security/session-cookies';
import { TokenVerifier } from './security/tokens';
import { auditRights } from './services/audit.controller';
import { refuseDoubleHandlers } from './services/double-handlers';
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
  /**
   * Takes no more requests, answers those under way (for `STOP_SECONDS` at most), then lets the reactors finish what they
   * have in hand, and closes the floor last. A second call waits for the first.
   */
  close(): Promise<void>;
}

interface NamedModule extends Pick<ServiceDefinition, 'name' | 'problemMembers' | 'problems'> {
  readonly module: DynamicModule;
}

/**
 * Any number of services in one process.
 * @throws where a route has no row in the rights table or a row no route, or two handlers claim one message. Whatever was
 * begun is ended then; the floor is still the caller's to close.
 */
export async function createApplication(floor: Floor, services: readonly ServiceDefinition[]): Promise<Application> {
  refuseDoubleHandlers(services);
  const rights = rightsOf(services);
  const routes = new KnownRoutes();
  const shortWays = new ShortWays(services.flatMap((service) => Object.keys(service.shortWays)));
  const hosts = new Hosts();
  const metrics = new Metrics();
  const cookies = new SessionCookies(floor.config, await floor.secrets.bytes('csrf-key'));
  const ended = new EndedSessions(floor.sessions, floor.clock, floor.config.ACCESS_TOKEN_SECONDS);
  const verifier = new TokenVerifier(floor.tokenKeys, floor.clock, ended);
  const door = { rights, routes, shortWays, verifier, cookies, isStopping: () => hosts.stopping };
  const server = await httpServer(floor, door, metrics);
  const modules = await Promise.all(
    services.map(async (service) => {
      const { name, problemMembers, problems } = service;
      return { name, problemMembers, problems, module: await serviceModule(service, floor) };
    }),
  );
  const shared = [metrics, hosts, cookies, ended, new Storage(floor)];
  const nest = await NestFactory.create<NestFastifyApplication>(
    rootModule(modules, shared),
    new StoringAdapter(server),
    { logger: new NestLog(), bodyParser: false, abortOnError: false },
  );
  const provided: Application['provided'] = (service, token) =>
    nest.select(moduleOf(modules, service)).get(token, { strict: true });
  try {
    nest.useGlobalPipes(validation());
    nest.useGlobalFilters(new ProblemFilter());
    await nest.init();
    assertComplete(rights, routes.ofApi());
    serveOpenApi(nest, modules, rights);
    for (const { name, shortWays: table } of services)
      for (const [route, way] of Object.entries(table)) shortWays.open(route, provided(name, way));
    for (const { name, module } of modules)
      hosts.byService.set(name, nest.select(module).get(ReactorsHost, { strict: true }));
  } catch (error) {
    await nest.close();
    throw error;
  }
  return {
    nest,
    rights,
    hosts,
    provided,
    listen: async (host, port) => {
      await nest.listen(port, host);
      return nest.getUrl();
    },
    close: closing(nest, hosts, floor),
  };
}

function moduleOf(modules: readonly NamedModule[], service: string): DynamicModule {
  const found = modules.find(({ name }) => name === service);
  if (found === undefined) throw new Error(`no service ${service} stands here`);
  return found.module;
}

/** Nest stops listening and lets every answer out before it tells its modules (`onApplicationShutdown`). */
function closing(nest: NestFastifyApplication, hosts: Hosts, floor: Floor): () => Promise<void> {
  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    hosts.stopping = true;
    const server = nest.getHttpServer();
    const idle = setInterval(() => server.closeIdleConnections(), 50);
    const patience = setTimeout(() => server.closeAllConnections(), floor.config.STOP_SECONDS * 1000);
    try {
      await nest.close();
    } finally {
      clearInterval(idle);
      clearTimeout(patience);
      await floor.close();
    }
  };
  return () => (closed ??= close());
}

function rootModule(services: readonly NamedModule[], shared: readonly object[]): DynamicModule {
  const providers: Provider[] = shared.map((useValue) => ({ provide: useValue.constructor, useValue }));
  return {
    module: PlatformModule,
    global: true,
    imports: [CqrsModule.forRoot(), ...services.map(({ module }) => module)],
    controllers: [HealthController],
    providers,
    exports: providers,
  };
}

function rightsOf(services: readonly ServiceDefinition[]): Rights {
  const rights = new Rights();
  for (const { name, rights: table } of services)
    for (const rows of [table, auditRights(name), reactorRights(name)]) rights.add(rows);
  return rights;
}
