/// <reference types="jest" />
import { X509Certificate } from 'node:crypto';
import { problemOf } from '../enterprise';
import { letPass, type Case, type Scene, type Sent } from '../first-application/scene';
import { until } from '../http-client';
import { serialIn } from '../reliance';
import { Renewing } from '../renewing';

/** Tokens that die, and keys that are revoked, while their renewal is under way. */
export function describeDeadToken(on: () => Scene): void {
  const keys: (Case & Sent)[] = [];
  beforeAll(async () => {
    keys.push(...(await on().collectedBy(3, 3)));
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

  it('a renewal ends with its key where that is revoked, and what was made for it is revoked too', async () => {
    const { kept, renewing } = await approvedRenewal();
    const pullOut = (passed: string): void => {
      if (passed === 'signing-written') throw new Error('pulled out');
    };
    await expect(renewing.updates(pullOut)).rejects.toThrow('pulled out');
    const made = new X509Certificate(kept.token.readCertificate('signing', 'next') ?? '').serialNumber;
    await on().reliance.becomes(made, 'on-hold');
    const { provider, shanghai } = on().house;
    const revocation = `/api/issuance/v1/certificates/${serialIn(kept.token)}/revocation`;
    const asked = { ground: 'compromised', requester: 'enterprise', reference: '来电 8' };
    await shanghai.manager.http.post(revocation, asked);
    await provider.reviewer.http.post(`${revocation}/verification`, { identification: 'call-back' });
    await provider.secondReviewer.http.post(`${revocation}/execution`, {});
    await on().reliance.becomes(made, 'revoked');
    expect(await problemOf(renewing.holder.logIn())).toEqual([401, 'CertificateRevoked']);
  });
}
