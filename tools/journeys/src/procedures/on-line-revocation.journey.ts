/// <reference types="jest" />
import type { Case, Scene, Sent } from '../first-application/scene';
import { until } from '../http-client';
import { COMPROMISED, GOOD } from '../reliance';
import { AskingOnLine } from './asking-on-line';
import { KeyInUse, outcomeOf } from './key-in-use';
import { HELD, IN_USE } from './key-standing.journey';
import { officeOf } from './office-of-scene';

const STANDINGS = '/api/issuance/v1/key-standings';
const REQUEST = { ground: 'out-of-use' };
const VERIFIED = ['revocation/verification', { identification: 'call-back' }] as const;

interface Listed {
  readonly items: readonly { readonly tokenSerial: string }[];
}

/** An enterprise asks on line to have its key revoked, and reads in its case what has come of it. */
export function describeOnLineRevocation(on: () => Scene): void {
  let waiting: Case & Sent;
  let collected: Case & Sent;
  let key: KeyInUse;
  let asking: AskingOnLine;

  beforeAll(async () => {
    waiting = await on().ready();
    collected = await on().collected();
    key = new KeyInUse(officeOf(on()), collected.application.id, collected);
    asking = new AskingOnLine(on, 'revocation', REQUEST, collected);
    await key.becomes(IN_USE);
  }, 120_000);

  /** As the officers see it in their list. */
  async function listed(standing: string): Promise<object | undefined> {
    const { http } = on().house.provider.reviewer;
    const page = await http.get<Listed>(`${STANDINGS}?standing=${standing}&limit=200`);
    return page.body.items.find(({ tokenSerial }) => tokenSerial === key.tokenSerial);
  }
  const isListed = (standing: string) =>
    until(
      `the key is listed as ${standing}`,
      () => listed(standing),
      (line) => line !== undefined,
    );
  const isListedNoMore = (standing: string) =>
    until(
      `the key is not listed as ${standing}`,
      () => listed(standing),
      (line) => line === undefined,
    );

  describe('an enterprise that no longer needs its key', () => {
    it('asks on line, which revokes nothing, and is told who goes on with it', async () => {
      const first = await asking.asks(REQUEST, 'revoke-this-key-for-us');
      expect(first.status).toBe(204);
      expect((await asking.asks(REQUEST, 'revoke-this-key-for-us')).revision).toBe(first.revision);
      expect(await outcomeOf(asking.asks())).toBe('409 RevocationUnderWay');
      const requestedBy = collected.enterprise.facts.uscc;
      expect(await isListed('revocation-requested')).toMatchObject({
        ...{ label: '注销申请中', requester: 'enterprise', requestedBy, ground: 'out-of-use', suspended: false },
      });
      await asking.reads('已申请注销');
      expect((await asking.mailed(/注销申请已收到/)).text).toContain('仅凭本申请不会注销');
      await key.becomes(IN_USE);
      const another = { ground: 'out-of-use', requester: 'court', reference: '来函 2026-17' };
      expect(await key.outcome('manager', 'revocation', another)).toBe('409 RevocationUnderWay');
      expect(await key.outcome('reviewer', 'revocation/execution')).toBe('409 RevocationNotVerified');
    });

    it('takes its request back, however far it has come', async () => {
      expect(await key.outcome('reviewer', ...VERIFIED)).toBe('204');
      await isListed('revocation-verified');
      expect((await asking.withdraws()).status).toBe(204);
      await asking.reads('已撤回注销申请');
      await isListedNoMore('revocation-verified');
      expect(await key.outcome('secondReviewer', 'revocation/execution')).toBe('409 RevocationNotRequested');
      expect(await outcomeOf(asking.withdraws())).toBe('409 RevocationNotRequested');
      await key.becomes({ told: GOOD, token: 'handed-over' });
    });

    it('is told where an officer rejects it, and may ask anew', async () => {
      await asking.asks();
      await isListed('revocation-requested');
      expect(await key.outcome('reviewer', 'revocation/rejection', { ground: 'not-authorised' })).toBe('204');
      await asking.reads('注销申请已驳回：申请人无权办理');
      expect((await asking.mailed(/未办理：申请人无权办理/)).text).toContain('由企业授权用户重新申请');
    });
  });

  it('is asked for by nobody else, not before the key was collected, and not by what is no request', async () => {
    const wrong = [{}, { ground: 'because' }, { ...REQUEST, requester: 'court' }, { ground: ['lost'] }];
    const { notCollected, reviewer, counter, ...rest } = await asking.inVain(waiting, wrong);
    for (const outcome of [...reviewer, ...counter]) expect(outcome).toMatch(/^403 /);
    expect(notCollected).toEqual(['409 KeyNotCollected', '409 RevocationNotRequested']);
    expect(rest).toEqual({
      anotherEnterprise: ['404 NotFound', '404 NotFound'],
      wrong: wrong.map(() => '400 InvalidRequest'),
      facts: 0,
    });
  });

  describe('an enterprise whose key is known to others', () => {
    it('has it suspended by its request, which an officer who rejects that does not undo', async () => {
      await asking.asks({ ground: 'compromised' });
      await key.becomes(HELD);
      expect(await isListed('revocation-requested')).toMatchObject({
        suspended: true,
        suspensions: [{ ground: 'compromised', withRequest: false, byEnterprise: true }],
      });
      expect(await key.outcome('reviewer', 'revocation/rejection', { ground: 'identity-not-established' })).toBe('204');
      await asking.reads('注销申请已驳回：申请人身份未能核实');
      await key.becomes(HELD);
    });

    it('has it revoked by two officers, with both certificates, and reads so', async () => {
      await asking.asks({ ground: 'compromised' });
      await isListed('revocation-requested');
      expect(await key.outcome('reviewer', ...VERIFIED)).toBe('204');
      expect(await key.outcome('reviewer', 'revocation/execution')).toBe('409 SecondPersonNeeded');
      expect(await key.outcome('secondReviewer', 'revocation/execution')).toBe('204');
      await key.becomes({ told: COMPROMISED, token: 'dead' });
      await asking.reads('已注销');
      expect((await asking.mailed(/电子钥匙已注销/)).text).toContain('泄露');
      await asking.asks();
      await asking.reads('该钥匙此前已注销，无须申请');
      await asking.mailed(/未办理：该电子钥匙此前已注销/);
    });
  });
}
