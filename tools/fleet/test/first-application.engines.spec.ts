import { describeFirstApplication, TOKENS_NEEDED } from '@ekey/journeys/journey';
import { enginesOf, fleetWorld } from '../src';

describe('four processes on Kafka, MongoDB, MinIO and a mail server, with their logs in files', () => {
  const { kurrent: _server, ...engines } = enginesOf(process.env);
  describeFirstApplication(() => fleetWorld({ engines }, TOKENS_NEEDED));
});
