import { submitted } from '@ekey/case-papers/testing';
import { activationOrdered, caseId, now } from '../key-application/key-application.examples';
import { ofCase } from '../testing/delivered';
import type { ActivationOrder, ActivationResult } from './user-platform.port';
import { whenActivationOrderedThenActivateAccount } from './when-activation-ordered-then-activate-account.effect';

const form = Buffer.from(JSON.stringify(submitted()));

const ordered = ofCase(activationOrdered, caseId);

function act(answer: ActivationResult | Error, document: Buffer | null = form, fact = ordered) {
  const asked: ActivationOrder[] = [];
  const ports = {
    clock: { now: () => now },
    documents: { get: () => Promise.resolve(document) } as never,
    platform: {
      activate: (order: ActivationOrder) => {
        asked.push(order);
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
      },
    },
  };
  return { asked, report: whenActivationOrderedThenActivateAccount.act(fact, ports) };
}

describe('when an activation is ordered then activate the account', () => {
  it('asks the platform with the user name of the form, and reports the activation', async () => {
    const { asked, report } = act({ outcome: 'activated' });
    expect(await report).toEqual({ type: 'RecordActivation', data: { requestId: 'q1', refusedBecause: null, now } });
    expect(asked).toEqual([
      {
        orderId: ordered.meta.id,
        uscc: '91350100M000100Y43',
        nameCn: '福州样本进出口有限公司',
        loginName: 'SHSL0001',
        mail: 'danzheng@example.cn',
      },
    ]);
  });
  it('names the same order when it is repeated', async () => {
    const orders = [act({ outcome: 'activated' }), act({ outcome: 'activated' })];
    await Promise.all(orders.map(({ report }) => report));
    expect(orders[0]?.asked).toEqual(orders[1]?.asked);
  });
  it('is another order where the link is used again, after a refusal whose cause was mended', async () => {
    const again = { ...ordered, meta: { ...ordered.meta, id: 'the second use' } };
    const orders = [act({ outcome: 'refused', cause: 'busy' }), act({ outcome: 'activated' }, form, again)];
    await Promise.all(orders.map(({ report }) => report));
    expect(orders[0]?.asked[0]?.orderId).not.toBe(orders[1]?.asked[0]?.orderId);
  });
  it('reports a refusal with its cause', async () =>
    expect(await act({ outcome: 'refused', cause: 'login-name-unknown' }).report).toMatchObject({
      data: { refusedBecause: 'login-name-unknown' },
    }));
  it('reports that nothing is left to ask with, where the personal data were erased', async () => {
    const { asked, report } = act({ outcome: 'activated' }, null);
    expect(await report).toMatchObject({ data: { refusedBecause: 'personal-data-erased' } });
    expect(asked).toEqual([]);
  });
  it('leaves a platform out of reach to a later try', () =>
    expect(act(new Error('no route')).report).rejects.toThrow('no route'));
});
