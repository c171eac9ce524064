/// <reference types="jest" />
import { auditedFacts } from '../audit';
import type { Case, Scene, Sent } from '../first-application/scene';
import { onceTaken, until, type Answer } from '../http-client';
import { COMPROMISED, GOOD } from '../reliance';
import { KeyInUse, outcomeOf } from './key-in-use';
import { HELD, IN_USE } from './key-standing.journey';
import { officeOf } from './office-of-scene';

const APPLICATIONS = '/api/intake/v1/applications';
const STANDINGS = '/api/issuance/v1/key-standings';
const REQUEST = { ground: 'out-of-use' };
const VERIFIED = ['revocation/verification', { identification: 'call-back' }] as const;

interface Listed {
  readonly items: readonly { readonly tokenSerial: string }[];
}
type Step = 'revocation-request' | 'revocation-withdrawal';
const route = ({ application }: Case, step: Step): string => `${APPLICATIONS}/${application.id}/${step}`;

/** An enterprise asks on line to have its key revoked, and reads in its case what has come of it. */
export function describeOnLineRevocation(on: () => Scene): void {
  let waiting: Case & Sent;
  let collected: Case & Sent;
  let key: KeyInUse;

  beforeAll(async () => {
    waiting = await on().ready();
    collected = await on().collected();
    key = new KeyInUse(officeOf(on()), collected.application.id, collected);
    await key.becomes(IN_USE);
  }, 120_000);

  /** Of a key that was handed over just now its case hears a moment later. */
  const asks = (body: object = REQUEST, idempotencyKey?: string): Promise<Answer> =>
    onceTaken('the case knows that its key was collected', ['KeyNotCollected'], () =>
      collected.enterprise.http.post(
        route(collected, 'revocation-request'),
        body,
        idempotencyKey === undefined ? {} : { key: idempotencyKey },
      ),
    );
  const withdraws = (): Promise<Answer> => collected.enterprise.http.post(route(collected, 'revocation-withdrawal'));

  /** As the enterprise sees it in its case. */
  const reads = (label: string, times = 1): Promise<unknown> =>
    until(
      `the case says ${label}`,
      () => collected.application.timeline(),
      (said) => said.filter((each) => each.label === label).length === times,
    );
  const mailed = (subject: RegExp) => on().house.mailbox.awaits(collected.enterprise.registration.mail, subject);

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
      const first = await asks(REQUEST, 'revoke-this-key-for-us');
      expect(first.status).toBe(204);
      expect((await asks(REQUEST, 'revoke-this-key-for-us')).revision).toBe(first.revision);
      expect(await outcomeOf(asks())).toBe('409 RevocationUnderWay');
      const requestedBy = collected.enterprise.facts.uscc;
      expect(await isListed('revocation-requested')).toMatchObject({
        ...{ label: '注销申请中', requester: 'enterprise', requestedBy, ground: 'out-of-use', suspended: false },
      });
      await reads('已申请注销');
      expect((await mailed(/注销申请已收到/)).text).toContain('仅凭本申请不会注销');
      await key.becomes(IN_USE);
      const another = { ground: 'out-of-use', requester: 'court', reference: '来函 2026-17' };
      expect(await key.outcome('manager', 'revocation', another)).toBe('409 RevocationUnderWay');
      expect(await key.outcome('reviewer', 'revocation/execution')).toBe('409 RevocationNotVerified');
    });

    it('takes its request back, however far it has come', async () => {
      expect(await key.outcome('reviewer', ...VERIFIED)).toBe('204');
      await isListed('revocation-verified');
      expect((await withdraws()).status).toBe(204);
      await reads('已撤回注销申请');
      await isListedNoMore('revocation-verified');
      expect(await key.outcome('secondReviewer', 'revocation/execution')).toBe('409 RevocationNotRequested');
      expect(await outcomeOf(withdraws())).toBe('409 RevocationNotRequested');
      await key.becomes({ told: GOOD, token: 'handed-over' });
    });

    it('is told where an officer rejects it, and may ask anew', async () => {
      await asks();
      await isListed('revocation-requested');
      expect(await key.outcome('reviewer', 'revocation/rejection', { ground: 'not-authorised' })).toBe('204');
      await reads('注销申请已驳回：申请人无权办理');
      expect((await mailed(/未办理：申请人无权办理/)).text).toContain('由企业授权用户重新申请');
    });
  });

  describe('nothing is changed', () => {
    const asked = async (): Promise<number> =>
      (await auditedFacts(on().house.auditor.http, 'intake')).filter(({ type }) => type.startsWith('KeyRevocation'))
        .length;

    it('by others, before the key was collected, or by what is no request', async () => {
      await on().world.settled?.();
      const before = await asked();
      const { provider, shanghai } = on().house;
      for (const step of ['revocation-request', 'revocation-withdrawal'] as const) {
        const body = step === 'revocation-request' ? REQUEST : {};
        expect(await outcomeOf(waiting.enterprise.http.post(route(collected, step), body))).toBe('404 NotFound');
        for (const { http } of [provider.reviewer, shanghai.counter])
          expect(await outcomeOf(http.post(route(collected, step), body))).toMatch(/^403 /);
      }
      const own = waiting.enterprise.http;
      expect(await outcomeOf(own.post(route(waiting, 'revocation-request'), REQUEST))).toBe('409 KeyNotCollected');
      expect(await outcomeOf(own.post(route(waiting, 'revocation-withdrawal')))).toBe('409 RevocationNotRequested');
      for (const wrong of [{}, { ground: 'because' }, { ...REQUEST, requester: 'court' }, { ground: ['lost'] }])
        expect(await outcomeOf(asks(wrong))).toBe('400 InvalidRequest');
      expect(await asked()).toBe(before);
    });
  });

  describe('an enterprise whose key is known to others', () => {
    it('has it suspended by its request, which an officer who rejects that does not undo', async () => {
      await asks({ ground: 'compromised' });
      await key.becomes(HELD);
      expect(await isListed('revocation-requested')).toMatchObject({
        suspended: true,
        suspensions: [{ ground: 'compromised', withRequest: false, byEnterprise: true }],
      });
      expect(await key.outcome('reviewer', 'revocation/rejection', { ground: 'identity-not-established' })).toBe('204');
      await reads('注销申请已驳回：申请人身份未能核实');
      await key.becomes(HELD);
    });

    it('has it revoked by two officers, with both certificates, and reads so', async () => {
      await asks({ ground: 'compromised' });
      await isListed('revocation-requested');
      expect(await key.outcome('reviewer', ...VERIFIED)).toBe('204');
      expect(await key.outcome('reviewer', 'revocation/execution')).toBe('409 SecondPersonNeeded');
      expect(await key.outcome('secondReviewer', 'revocation/execution')).toBe('204');
      await key.becomes({ told: COMPROMISED, token: 'dead' });
      await reads('已注销');
      expect((await mailed(/电子钥匙已注销/)).text).toContain('泄露');
      await asks();
      await reads('该钥匙此前已注销，无须申请');
      await mailed(/未办理：该电子钥匙此前已注销/);
    });
  });
}
