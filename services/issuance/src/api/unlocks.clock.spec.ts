import { memoryViews } from '@ekey/views/testing';
import { exampleHeldKey as key } from '../testing/example-held-key';
import { recordedHistory } from '../testing/recorded-history';
import { recordingCommands } from '../testing/recording-commands';
import { unlockDocuments, type UnlockEvent } from '../unlock/unlock.events';
import { unlocks } from '../views/unlocks.view';
import { UnlocksClock } from './unlocks.clock';

const expiresAt = '2026-03-03T02:00:00.000Z';
const history: readonly UnlockEvent[] = [
  { type: 'UnlockRequested', data: { key, reference: '来电 1107', by: 'cs-1', requestedAt: 'then' } },
  {
    type: 'UnlockVerified',
    data: { identification: 'call-back', documents: unlockDocuments, by: 'spr-1', verifiedAt: 'then' },
  },
  { type: 'UnlockAuthorised', data: { codeDigest: 'digest', expiresAt, by: 'spp-1', authorisedAt: 'then' } },
];
const used: UnlockEvent = { type: 'KeyUnlocked', data: { caseId: 'case-1', tokenSerial: 'EK1', unlockedAt: 'then' } };

async function tick(now: string, facts: readonly UnlockEvent[] = history) {
  const views = memoryViews();
  await views.open([unlocks]);
  await views.apply(unlocks, recordedHistory('issuance.Unlock-case-1.1', facts));
  const { sent, commands } = recordingCommands();
  await new UnlocksClock(commands, views).tick(now);
  return sent;
}

describe('an authorised unlocking', () => {
  it('is left alone for its day', async () => expect(await tick('2026-03-03T01:59:59.000Z')).toEqual([]));
  it('is asked about once that is over, by one command for ever', async () => {
    const first = await tick('2026-03-03T02:00:01.000Z');
    expect(first).toMatchObject([{ to: 'HandleUnlock case-1.1', command: { type: 'ExpireUnlock' } }]);
    const again = await tick('2026-03-04T02:00:00.000Z');
    expect(again.map(({ commandId }) => commandId)).toEqual(first.map(({ commandId }) => commandId));
  });
  it('is nobody’s business once it was used', async () =>
    expect(await tick('2026-03-04T02:00:00.000Z', [...history, used])).toEqual([]));
});
