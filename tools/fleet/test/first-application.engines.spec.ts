/** @engines kurrentdb kafka mongodb minio smtp */
import { KurrentDouble } from '@ekey/event-store/kurrent-double';
import { describeFirstApplication, TOKENS_NEEDED } from '@ekey/journeys/journey';
import { enginesOf, fleetWorld } from '../src';

const { kurrent, ...engines } = enginesOf(process.env);

describe(`two processes of each service on KurrentDB (${kurrent ?? 'double'}), Kafka, MongoDB, MinIO and a mail server`, () => {
  const double = new KurrentDouble();
  beforeAll(async () => {
    if (kurrent === undefined) await double.start();
  });
  afterAll(() => double.stop());

  describeFirstApplication(() => {
    const server = kurrent ?? `kurrentdb://${double.address}?tls=false`;
    return fleetWorld({ engines: { ...engines, kurrent: server }, instances: 2 }, TOKENS_NEEDED);
  });
});

describe('one process of each service with its log in a file, and all else on servers', () => {
  describeFirstApplication(() => fleetWorld({ engines }, TOKENS_NEEDED));
});
