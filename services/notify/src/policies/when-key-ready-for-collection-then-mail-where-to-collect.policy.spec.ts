import { CASE } from '../testing/letters';
import { published } from '../testing/published';
import { whenKeyReadyForCollectionThenMailWhereToCollect as policy } from './when-key-ready-for-collection-then-mail-where-to-collect.policy';

describe('when a key is ready for collection', () => {
  it('then place, papers, old key and deadline are mailed, the place named by its id until the mail is sent', () => {
    const place = { agencyId: 'BJ', pickupPointId: 'BJ-12' };
    const papers = ['application-form' as const, 'user-agreement' as const];
    const collectBy = '2026-06-10T16:00:00.000Z';
    const ready = published('issuance.KeyReadyForCollection.v1', {
      ...{ caseId: CASE, kind: 'first', uscc: '91110101MA0000007T', attempt: 1, tokenSerial: 'TK0000000042' },
      ...{ ...place, papers, toReturn: ['EK1'], noticeAt: '2026-03-12T01:00:00.000Z', collectBy },
    });
    const [target, ...others] = policy.react(ready);
    expect(others).toEqual([]);
    expect(target?.command.data).toMatchObject({
      letter: {
        caseId: CASE,
        address: null,
        purpose: 'key-ready',
        parameters: { ...place, papers, toReturn: ['EK1'], collectBy },
      },
    });
  });
});
