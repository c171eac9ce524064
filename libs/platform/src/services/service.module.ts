import type { DynamicModule, Provider, Type } from '@nestjs/common';
import { CommandRunner } from '@ekey/event-store';
import { Commands } from '../commands/commands';
import { UsedKeys } from '../commands/used-keys';
import type { Floor } from '../floor';
import {
  ACCESS_LOG,
  CLOCK,
  COMMAND_RUNNER,
  CONFIG,
  DOCUMENTS,
  EVENT_STORE,
  MESSAGING,
  OWN_LOG,
  PERSONAL_DATA,
  REACTOR_STORE,
  RELAY,
  SECRETS,
  SERVICE,
  SESSIONS,
  TOKEN_ISSUER,
  VIEWS,
} from '../ports';
import { markUnaskedBodies } from '../http/unasked-bodies';
import { TokenIssuer } from '../security/tokens';
import { auditController } from './audit.controller';
import { reactorsController } from './reactors.controller';
import { ReactorsHost } from './reactors.host';
import type { ServiceDefinition } from './service-definition';

const value = (provide: symbol, useValue: unknown): Provider => ({ provide, useValue });

/** A service on a floor, as a module whose providers are its own: five of them live in one process and share nothing. */
export async function serviceModule(service: ServiceDefinition, floor: Floor): Promise<DynamicModule> {
  const own = floor.service(service.name);
  const runner = new CommandRunner(own.eventStore, floor.personalData, await floor.secrets.bytes('request-key'));
  const module: Type = { [service.name]: class {} }[service.name] as Type;
  const controllers = [...service.controllers, auditController(service.name), reactorsController(service.name)];
  controllers.forEach(markUnaskedBodies);
  return {
    module,
    controllers,
    providers: [
      value(SERVICE, service),
      value(EVENT_STORE, own.eventStore),
      value(OWN_LOG, own.log),
      value(RELAY, own.relay ?? null),
      value(REACTOR_STORE, own.reactors),
      value(VIEWS, own.views),
      value(DOCUMENTS, own.documents),
      value(COMMAND_RUNNER, runner),
      value(MESSAGING, floor.messaging),
      value(PERSONAL_DATA, floor.personalData),
      value(CLOCK, floor.clock),
      value(CONFIG, floor.config),
      value(SECRETS, floor.secrets),
      value(SESSIONS, floor.sessions),
      value(ACCESS_LOG, floor.accessLog),
      value(
        TOKEN_ISSUER,
        new TokenIssuer(floor.tokenKeys, floor.clock, service.name, floor.config.ACCESS_TOKEN_SECONDS),
      ),
      Commands,
      UsedKeys,
      ReactorsHost,
      ...service.handlers.map(([, handler]) => handler),
      ...service.clocks,
      ...service.figures,
      ...service.providers,
    ],
    exports: [ReactorsHost, Commands],
  };
}
