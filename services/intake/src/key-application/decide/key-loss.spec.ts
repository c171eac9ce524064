import { scenarios } from '@ekey/kernel/testing';
import type { KeyApplicationCommand } from '../key-application.commands';
import { keyApplication } from '../key-application.decider';
import { applicationIs, approved, collected, now, started, withdrawn } from '../key-application.examples';
import type { KeyApplicationEvent } from '../key-application.events';

const { given } = scenarios(keyApplication);

const report: KeyApplicationCommand = { type: 'ReportKeyLoss', data: { tokenSerial: 'EK26000001', now } };
const reported: KeyApplicationEvent = {
  type: 'KeyLossReported',
  data: { ...applicationIs, tokenSerial: 'EK26000001', reportedAt: now },
};

describe('reporting a key lost', () => {
  it('is told at once', () =>
    given(...approved, collected)
      .when(report)
      .then(reported));
  it('is told again, since the key may have been found and lost once more', () =>
    given(...approved, collected, reported)
      .when(report)
      .then(reported));
  it('waits until the key is in the hand of the enterprise', () => {
    given().when(report).thenRejected('ApplicationUnknown');
    for (const before of [[started], approved, [started, withdrawn(0)]])
      given(...before)
        .when(report)
        .thenRejected('KeyNotCollected');
  });
});
