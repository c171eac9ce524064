import 'reflect-metadata';
import { StandardSchemaValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApplication, openLog, readConfig, TokenIssuer } from '@ekey/platform';
import { DataFolder, openFloor, systemClock } from '@ekey/floor';
import { BareModule } from './bare.module';
import { draftsService } from './drafts.service';

/** Where a server of this process answers, and what it must be shown. */
export interface Serving {
  readonly url: string;
  readonly token: string;
}

const CALLER = {
  kind: 'enterprise',
  id: '6f0d5b7e-3c43-5c0e-9d5e-0d1b6a7a9d10',
  roles: ['ENT'],
  sessionId: 'bench',
} as const;

/** The whole platform on the files of one folder, as it stands in production, its log included. */
async function withStore(folder: string): Promise<Serving> {
  const config = readConfig({ DATA_DIR: folder, RATE_LIMIT_PER_MINUTE: '1000000000', ACCESS_TOKEN_SECONDS: '3600' });
  openLog(config.LOG_LEVEL);
  const floor = await openFloor(config, systemClock, new DataFolder(folder));
  const application = await createApplication(floor, [draftsService]);
  const url = await application.listen('127.0.0.1', 0);
  const token = await new TokenIssuer(floor.tokenKeys, systemClock, 'intake', config.ACCESS_TOKEN_SECONDS).issue(
    CALLER,
  );
  process.once('disconnect', () => void application.close().then(() => process.exit(0)));
  return { url, token };
}

async function bare(): Promise<Serving> {
  const application = await NestFactory.create<NestFastifyApplication>(BareModule, new FastifyAdapter(), {
    logger: false,
  });
  application.useGlobalPipes(new StandardSchemaValidationPipe());
  await application.listen(0, '127.0.0.1');
  process.once('disconnect', () => process.exit(0));
  return { url: await application.getUrl(), token: 'none' };
}

const [folder] = process.argv.slice(2);
void (folder === undefined ? bare() : withStore(folder)).then((serving) => process.send?.(serving));
