/** @engines kurrentdb kafka mongodb minio smtp */
import { describeFirstApplication } from '@ekey/journeys/journey';
import { fleetWorld } from '../src';
import { ServersOfRun } from './servers-of-run';

const servers = new ServersOfRun();

describe(`two processes of each service on KurrentDB (${servers.logs}), Kafka, MongoDB, MinIO and a mail server`, () => {
  describeFirstApplication(async () => fleetWorld({ engines: await servers.start(), instances: 2 }));
  afterAll(() => servers.stop());
});

describe('one process of each service with its log in a file, and all else on servers', () => {
  describeFirstApplication(() => fleetWorld({ engines: servers.withoutLogs }));
});
