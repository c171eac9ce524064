import { recorded } from '@ekey/kernel/testing';
import type { RenewalEvent } from '../renewal/renewal.events';
import { approved, confirmed, ended, papers, proved, renewalId } from '../testing/renewal.examples';
import { validity } from '../testing/terms';
import { ticking } from '../testing/ticking';
import { RenewalsClock } from './renewals.clock';

const config = { RENEWAL_GRACE_DAYS: 30 } as never;
const log = (facts: readonly RenewalEvent[], id = renewalId) =>
  facts.map((fact, revision) => recorded(fact, { stream: `renewal.Renewal-${id}`, revision }));
const tick = (now: string, facts: Parameters<typeof ticking>[2]) =>
  ticking((commands, views) => new RenewalsClock(commands, views, config), now, facts);
const justAfter = '2027-03-12T01:00:00.001Z';

describe('the clock of renewals', () => {
  it('leaves a renewal alone until its certificate ends', async () =>
    expect(await tick('2027-03-12T00:59:59.999Z', log(papers))).toEqual([]));
  it('asks from then on whether the renewal has expired, with the days that are granted', async () => {
    expect(validity.notAfter < justAfter).toBe(true);
    for (const facts of [papers, [...papers, confirmed], [...papers, confirmed, approved]])
      expect(await tick(justAfter, log(facts))).toMatchObject([
        {
          to: `HandleRenewal ${renewalId}`,
          command: { type: 'ExpireRenewal', data: { graceDays: 30, now: justAfter } },
        },
      ]);
  });
  it('asks again once something was done meanwhile, and by the same command as long as nothing was', async () => {
    const [first] = await tick(justAfter, log([...papers, confirmed]));
    const [again] = await tick('2027-03-13T01:00:00.000Z', log([...papers, confirmed]));
    const [next] = await tick('2027-03-13T01:00:00.000Z', log([...papers, confirmed, approved]));
    expect(again?.commandId).toBe(first?.commandId);
    expect(next?.commandId).not.toBe(first?.commandId);
  });
  it('asks about nothing that is over', async () => {
    for (const over of [proved, ended('withdrawn')])
      expect(await tick(justAfter, log([...papers, confirmed, approved, over]))).toEqual([]);
  });
  it('asks about every renewal, however many there are', async () => {
    const facts = Array.from({ length: 250 }, (_none, index) => log(papers, `${renewalId.slice(0, -3)}${index + 100}`));
    expect(new Set((await tick(justAfter, facts.flat())).map(({ to }) => to)).size).toBe(250);
  });
});
