/** @engines kurrentdb kafka mongodb minio smtp */
import { bePatientFor } from '@ekey/journeys';
import {
  describeAdditional,
  describeCertificateStatus,
  describeContactChange,
  describeKeyLogIn,
  describeKeyLoss,
  describeKeyStanding,
  describeOnLineRevocation,
  describeOnLineUnlock,
  describeReplacedKey,
  describeReplacement,
  describeUnlock,
  inOneWorld,
  officeOf,
} from '@ekey/journeys/procedures';
import { fleetWorld } from '../src';
import { ServersOfRun } from './servers-of-run';

const PATIENCE_MS = 60_000;
const servers = new ServersOfRun();
afterAll(() => servers.stop());

describe(`the procedures of a key's life by five processes on KurrentDB (${servers.logs}) and the other servers`, () => {
  inOneWorld(
    async () => {
      bePatientFor(PATIENCE_MS);
      return fleetWorld({ engines: await servers.start() });
    },
    (on) => {
      // The first of them is told of the day on which the world was opened. They let years pass, altogether so few that
      // the last certificate ends before its authority does, which lasts ten.
      describe('a change of contact data', () => describeContactChange(on));
      describe('one more key', () => describeAdditional(on));
      describe('a key for another', () => describeReplacement(on));
      describe('an order that waits for old keys', () => describeReplacedKey(on));
      describe('what a certificate is worth', () => describeCertificateStatus(on));
      describe('a suspension and a revocation', () => describeKeyStanding(() => officeOf(on())));
      describe('an unlocking', () => describeUnlock(() => officeOf(on())));
      describe('a log-in', () => describeKeyLogIn(on));
      describe('an unlocking that is asked for on line', () => describeOnLineUnlock(on));
      describe('a revocation that is asked for on line', () => describeOnLineRevocation(on));
      describe('a loss', () => describeKeyLoss(on));
    },
  );
});
