/** @engines kurrentdb kafka mongodb minio smtp */
import { bePatientFor } from '@ekey/journeys';
import { describeDeadToken, describeLateRenewal, describeRenewal, inOneWorld } from '@ekey/journeys/procedures';
import { fleetWorld } from '../src';
import { ServersOfRun } from './servers-of-run';

const PATIENCE_MS = 60_000;
const servers = new ServersOfRun();
afterAll(() => servers.stop());

describe(`the renewals of keys by five processes on KurrentDB (${servers.logs}) and the other servers`, () => {
  inOneWorld(
    async () => {
      bePatientFor(PATIENCE_MS);
      return fleetWorld({ engines: await servers.start() });
    },
    (on) => {
      // They let years pass, altogether so few that the last certificate ends before its authority does, which lasts ten.
      describe('a token that dies', () => describeDeadToken(on));
      describe('a renewal on line', () => describeRenewal(on));
      describe('a renewal that is late', () => describeLateRenewal(on));
    },
  );
});
