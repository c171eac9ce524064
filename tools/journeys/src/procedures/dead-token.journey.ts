/// <reference types="jest" />
import { problemOf } from '../enterprise';
import { letPass, type Case, type Scene, type Sent } from '../first-application/scene';
import { until } from '../http-client';
import { Renewing } from '../renewing';

/** Tokens that die while their renewal is under way, and what takes their place. */
export function describeDeadToken(on: () => Scene): void {
  const keys: (Case & Sent)[] = [];
  beforeAll(async () => {
    keys.push(...(await on().collectedBy(2, 2)));
    await letPass(on().world, { days: 300 });
  }, 120_000);

  /** A key whose renewal was approved, asked for with another telephone number than the key was. */
  async function approvedRenewal(): Promise<{ kept: Case & Sent; renewing: Renewing }> {
    const kept = keys.pop() as Case & Sent;
    const holder = on().holderOf(kept);
    const renewing = await Renewing.starts(holder);
    const form = `/api/renewal/v1/renewals/${renewing.id}/form`;
    const { draft } = (await holder.http.get<{ draft: object }>(form)).body;
    await holder.http.put(form, { ...draft, phone: '021-60009999' });
    await renewing.isApprovedBy(on().house.provider.reviewer);
    return { kept, renewing };
  }

  describe('a token that dies during its renewal', () => {
    it('is replaced by a case that knows what the renewal said, and ends the renewal', async () => {
      const { kept, renewing } = await approvedRenewal();
      await renewing.open();
      const application = await kept.enterprise.replaces(kept.token.serialNumber, 'renewal-died');
      const known = await application.saved();
      expect(known).toMatchObject({ phone: '021-60009999', nameCn: kept.enterprise.facts.nameCn });
      expect(known?.['seal']).toBeDefined();
      const { status } = await renewing.awaits('CONVERTED');
      expect(status.label).toBe('介质失效, 请办理补办');
      expect(await renewing.may()).toEqual([]);
      expect(await problemOf(renewing.open())).toEqual([409, 'RenewalEnded']);
      await application.isPrepared(on().house.shanghai, { reason: '更新过程中介质失效' });
      await application.confirms();
    });

    it('may be reported with the key itself as long as that still answers, and is replaced then', async () => {
      const { kept, renewing } = await approvedRenewal();
      await renewing.holder.http.post(`/api/renewal/v1/renewals/${renewing.id}/token-failure`, {});
      await renewing.awaits('CONVERTED');
      const known = await until(
        'the form of the renewal is known',
        async () => (await kept.enterprise.replaces(kept.token.serialNumber, 'renewal-died')).saved(),
        (draft) => draft?.['phone'] === '021-60009999',
      );
      expect(known?.['nameCn']).toBe(kept.enterprise.facts.nameCn);
    });
  });
}
