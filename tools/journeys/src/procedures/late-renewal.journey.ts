/// <reference types="jest" />
import { auditedFacts } from '../audit';
import { problemOf } from '../enterprise';
import { letPass, reaches, type Scene } from '../first-application/scene';
import { until } from '../http-client';
import { certificateIn } from '../reliance';
import { Renewing } from '../renewing';

const DAY_MS = 86_400_000;
const RENEWALS = '/api/renewal/v1/renewals';

/** Three renewals that were begun in time and are not finished when their certificates end. */
export function describeLateRenewal(on: () => Scene): void {
  /** Submitted before the end, approved and then left alone, and left a draft. */
  let finished: Renewing;
  let forgotten: Renewing;
  let unsubmitted: Renewing;

  beforeAll(async () => {
    const holders = (await on().collectedBy(3, 3)).map((key) => on().holderOf(key));
    for (const holder of holders) await reaches(on().world, holder, 5);
    const renewals = await Promise.all(holders.map((holder) => Renewing.starts(holder)));
    [finished, forgotten, unsubmitted] = renewals as [Renewing, Renewing, Renewing];
    for (const renewing of renewals) await renewing.isPrepared();
    for (const renewing of [finished, forgotten]) await renewing.confirms();
    await on().house.provider.reviewer.awaits('renewal', finished.id);
    for (const holder of holders) await reaches(on().world, holder, -1);
  }, 180_000);

  /** How a renewal ended: nobody gets in any more who could ask for it. */
  async function endOf({ id }: Renewing): Promise<readonly unknown[]> {
    const facts = await auditedFacts(on().house.auditor.http, 'renewal', id);
    return facts.flatMap(({ type, data }) => (type === 'RenewalEnded' ? [data['ground']] : []));
  }
  const expires = (renewing: Renewing): Promise<readonly unknown[]> =>
    until(
      'the renewal has expired',
      () => endOf(renewing),
      (grounds) => grounds.join() === 'expired',
    );
  const logInOf = ({ holder }: Renewing) => problemOf(holder.logIn());

  describe('a key whose certificate has run out', () => {
    it('lets nobody in where no renewal was submitted before, and that one expires', async () => {
      expect(await logInOf(unsubmitted)).toEqual([401, 'CertificateExpired']);
      await expires(unsubmitted);
    });

    it('lets its holder in for the renewal that was submitted before, and for nothing else', async () => {
      const { holder } = finished;
      expect((await holder.logIn()).key).toMatchObject({ onlyFor: finished.id });
      expect((await finished.read()).status.label).toBe('待审核');
      expect((await problemOf(holder.http.post(RENEWALS, {})))[0]).toBe(403);
      expect((await holder.http.send('GET', RENEWALS)).status).toBe(403);
      for (const other of [forgotten, unsubmitted])
        expect((await holder.http.send('GET', `${RENEWALS}/${other.id}`)).status).toBe(404);
      await holder.http.delete('/api/intake/v1/sessions/current');
      await until(
        'every process knows that the session has ended',
        () => holder.http.send('GET', `${RENEWALS}/${finished.id}`),
        ({ status }) => status === 401,
      );
    });

    it('is corrected, approved and updated all the same; its new term begins with its new certificate', async () => {
      const { reviewer } = on().house.provider;
      const before = certificateIn(finished.holder.token);
      const defect = { target: 'seal-confirmation', code: 'B03' } as const;
      await reviewer.rejects('re-verification', finished.id, [defect], '印模缺边');
      await finished.awaits('REJECTED');
      await finished.uploadsSheets(2);
      await finished.confirms();
      await reviewer.awaits('renewal', finished.id, 2);
      await reviewer.passes('re-verification', finished.id);
      await finished.awaits('APPROVED');
      await finished.updates();
      const fresh = certificateIn(finished.holder.token);
      expect(fresh.serialNumber).not.toBe(before.serialNumber);
      expect(Date.parse(fresh.validTo)).toBeGreaterThan(Date.parse(before.validTo) + 366 * DAY_MS);
      // It is good a moment after the proof.
      const session = await until(
        'the new key lets its holder in',
        () => finished.holder.logIn().catch(() => null),
        (begun) => begun !== null,
      );
      expect(session?.key).not.toHaveProperty('onlyFor');
    });

    it('lets nobody in any more once the days that are granted are over, and the renewal expires', async () => {
      const { reviewer } = on().house.provider;
      expect((await forgotten.holder.logIn()).key).toMatchObject({ onlyFor: forgotten.id });
      await reviewer.passes('re-verification', forgotten.id);
      await forgotten.awaits('APPROVED');
      expect(await endOf(forgotten)).toEqual([]);
      await letPass(on().world, { days: 30 });
      expect(await logInOf(forgotten)).toEqual([401, 'CertificateExpired']);
      await expires(forgotten);
    });
  });
}
