/// <reference types="jest" />
import { isStored } from '../audit';
import { problemOf } from '../enterprise';
import type { Case, Scene, Sent } from '../first-application/scene';
import { until } from '../http-client';
import { isPublished } from '../key-office';
import { GOOD, serialIn, SUPERSEDED } from '../reliance';
import { collectsOneMore, preparedOneMore } from './added-key';
import { KeyInUse } from './key-in-use';
import { submittedInstead, type Named } from './key-instead';
import { officeOf } from './office-of-scene';

/** When the key in place of another (补办) may be made: once everything that it takes the place of has ended. */
export function describeReplacedKey(on: () => Scene): void {
  const keys: (Case & Sent)[] = [];
  beforeAll(async () => void keys.push(...(await on().collectedBy(4, 4))), 120_000);
  /** One about which nobody has done anything yet. */
  const another = (): Case & Sent => keys.pop() as Case & Sent;

  /** As far as the order of the new key. @returns its case */
  async function approved(old: Case & Sent, named: Named): Promise<string> {
    const replacement = await submittedInstead(on(), old, named);
    await on().passesPreVerification(replacement);
    await on().passesReVerification(replacement);
    return replacement.application.id;
  }
  const mayBeMade = (caseId: string) => on().house.provider.maker.orders.awaits(caseId, 'start-production');
  const oldKeysRevoked = (caseId: string) => isPublished(officeOf(on()), caseId, 'OldKeysRevoked');

  const standsAt = ({ token }: Sent, standing: string) => on().reliance.standsAt(serialIn(token), standing);

  describe('the order of a replacement (补办)', () => {
    it('is there once the case is approved, goes on once the old key has ended, and takes its token then', async () => {
      const old = another();
      const { maker, shippingDesk } = on().house.provider;
      const tokenSerial = await on().blank();
      const replacement = await submittedInstead(on(), old, { ground: 'damaged' });
      const { id } = replacement.application;
      expect(await problemOf(maker.start(id, tokenSerial))).toEqual([404, 'NotFound']);
      expect(await shippingDesk.tokenStatus(tokenSerial)).toBe('in-stock');
      await standsAt(old, 'live');

      await on().passesPreVerification(replacement);
      await on().passesReVerification(replacement);
      await mayBeMade(id);
      expect(await standsAt(old, 'revoked')).toMatchObject({ reason: 'superseded' });
      const tokens = [old.token.serialNumber];
      expect(await oldKeysRevoked(id)).toMatchObject([{ kind: 'replacement', tokens, toReturn: tokens }]);
      await maker.start(id, tokenSerial);
      await until(
        'the token is assigned',
        () => shippingDesk.tokenStatus(tokenSerial),
        (status) => status === 'assigned',
      );
    });

    it('waits for the surplus keys as well that are given up beside the old one', async () => {
      const old = another();
      const added = await preparedOneMore(on(), old.enterprise);
      await added.application.confirms();
      const surplus = await collectsOneMore(on(), added);
      await on().reliance.isTold(surplus, GOOD);
      const tokens = [old.token.serialNumber, surplus.token.serialNumber];
      const caseId = await approved(old, { ground: 'damaged', surplus: tokens.slice(1) });
      await mayBeMade(caseId);
      for (const each of [old, surplus]) {
        expect(await standsAt(each, 'revoked')).toMatchObject({ reason: 'superseded' });
        await on().reliance.isTold(each, SUPERSEDED);
      }
      expect(await oldKeysRevoked(caseId)).toMatchObject([{ tokens, toReturn: [tokens[0]] }]);
    });

    it('that was withdrawn before leaves the old key good', async () => {
      const old = another();
      const { application } = await submittedInstead(on(), old, { ground: 'damaged' });
      await application.withdraws();
      await application.awaits('WITHDRAWN', '已撤回');
      await isStored(on().house.auditor.http, 'issuance', application.id, 'ReplacementDropped');
      expect((await standsAt(old, 'live')).reason).toBeNull();
      await on().reliance.isTold(old, GOOD);
    });

    it('goes on where two officers had revoked the old key before', async () => {
      const old = another();
      const key = new KeyInUse(officeOf(on()), old.application.id, old);
      const asked = { ground: 'lost', requester: 'enterprise', reference: '来函 2026-18' };
      await key.post('manager', 'revocation', asked);
      await key.post('reviewer', 'revocation/verification', { identification: 'stamped-letter' });
      await key.post('secondReviewer', 'revocation/execution');
      await standsAt(old, 'revoked');
      await mayBeMade(await approved(old, { ground: 'lost' }));
      expect(await on().reliance.certificate(serialIn(old.token))).toMatchObject({
        ...{ standing: 'revoked', reason: 'keyCompromise' },
      });
    });
  });
}
