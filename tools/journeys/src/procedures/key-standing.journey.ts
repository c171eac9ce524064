/// <reference types="jest" />
import { until } from '../http-client';
import { isPublished, type KeyOffice, type KeyPerson } from '../key-office';
import { COMPROMISED, GOOD, ON_HOLD, SUPERSEDED } from '../reliance';
import { KeyInUse, outcomeOf, type Standing } from './key-in-use';

const API = '/api/issuance/v1';
const ASKED = { requester: 'enterprise', reference: '来函 2026-17' } as const;
export const IN_USE: Standing = { told: GOOD, token: 'handed-over' };
export const HELD: Standing = { told: ON_HOLD, token: 'suspended' };
const REVOKED: Standing = { told: COMPROMISED, token: 'dead' };

interface Listed {
  readonly items: readonly {
    readonly caseId: string;
    readonly agencyId: string;
    readonly uscc: string;
    readonly requestedBy: string;
  }[];
}
interface ListedTokens {
  readonly items: readonly { readonly serial: string }[];
}
interface ShownToken {
  readonly custody: string;
  readonly takenBackBy: string | null;
}

/** Keys that are suspended, good again and revoked, by as many officers as it takes. */
export function describeKeyStanding(on: () => KeyOffice): void {
  const keys: KeyInUse[] = [];
  beforeAll(async () => void keys.push(...(await KeyInUse.collected(on(), 7))), 120_000);
  /** One about which nobody has done anything yet. */
  const another = (): KeyInUse => keys.pop() as KeyInUse;
  const published = (key: KeyInUse, type: string, times = 1) => isPublished(on(), key.caseId, type, times);

  describe('a key that is suspended (挂失)', () => {
    it('is good for nothing at once, and good again once two officers have agreed', async () => {
      const key = another();
      await key.becomes(IN_USE);
      expect(await key.outcome('support', 'suspension', { ground: 'lost', reference: '来电 1107' })).toBe('204');
      await key.becomes(HELD);
      await published(key, 'CertificateSuspended', 2);
      const { tokenSerial } = key;
      const suspended = { tokenSerial, ground: 'lost', withRequest: false, reference: '来电 1107' };
      expect(await published(key, 'KeySuspended')).toMatchObject([suspended]);

      expect(await key.outcome('manager', 'reinstatement/confirmation')).toBe('409 ReinstatementNotProposed');
      expect(await key.outcome('manager', 'reinstatement', { reference: '到场说明 3' })).toBe('204');
      expect(await key.outcome('manager', 'reinstatement/confirmation')).toBe('409 SecondPersonNeeded');
      const again = { reference: '重复' };
      expect(await key.outcome('reviewer', 'reinstatement', again)).toBe('409 ReinstatementAlreadyProposed');
      await key.becomes(HELD);
      expect(await key.outcome('secondReviewer', 'reinstatement/confirmation')).toBe('204');
      await key.becomes(IN_USE);
      await published(key, 'CertificateReinstated', 2);
      expect(await published(key, 'KeyReinstated')).toMatchObject([{ tokenSerial, because: 'lifted' }]);
    });

    it('is suspended once, however often it is asked', async () => {
      const key = another();
      const ask = (idempotencyKey?: string) => key.post('counter', 'suspension', { ground: 'requested' }, idempotencyKey); // prettier-ignore
      const first = await ask('suspension-of-this-key');
      const again = await ask('suspension-of-this-key');
      expect([first.status, again.status, again.revision]).toEqual([204, 204, first.revision]);
      expect((await ask()).revision).toBe(first.revision);
      await key.becomes(HELD);
    });
  });

  describe('a key that is revoked (注销)', () => {
    it('was asked for, looked into by one officer and revoked by another, with both certificates', async () => {
      const key = another();
      expect(await key.outcome('reviewer', 'revocation/execution')).toBe('409 RevocationNotRequested');
      expect(await key.outcome('manager', 'revocation', { ground: 'lost', ...ASKED })).toBe('204');
      await key.becomes(HELD);
      const tooSoon = { reference: '不应成功' };
      expect(await key.outcome('manager', 'reinstatement', tooSoon)).toBe('409 RevocationUnderWay');
      expect(await key.outcome('reviewer', 'revocation/execution')).toBe('409 RevocationNotVerified');
      const verified = ['revocation/verification', { identification: 'stamped-letter' }] as const;
      expect(await key.outcome('reviewer', ...verified)).toBe('204');
      expect(await key.outcome('secondReviewer', ...verified)).toBe('409 RevocationAlreadyVerified');
      expect(await key.outcome('reviewer', 'revocation/execution')).toBe('409 SecondPersonNeeded');
      await key.becomes(HELD);
      expect(await key.outcome('secondReviewer', 'revocation/execution')).toBe('204');
      await key.becomes(REVOKED);
      await published(key, 'CertificateRevoked', 2);
      expect(await published(key, 'KeyRevoked')).toMatchObject([{ ...ASKED, ground: 'lost' }]);

      const before = await on().stored(key.caseId);
      const steps: readonly [KeyPerson, string, object][] = [
        ['counter', 'suspension', { ground: 'lost' }],
        ['manager', 'reinstatement', tooSoon],
        ['manager', 'revocation', { ground: 'lost', ...ASKED }],
        ['reviewer', 'revocation/execution', {}],
        ['reviewer', 'revocation/rejection', { ground: 'mistaken' }],
        ['manager', 'revocation/cancellation', {}],
      ];
      for (const [person, step, body] of steps)
        expect([step, await key.outcome(person, step, body)]).toEqual([step, '409 AlreadyRevoked']);
      expect(await on().stored(key.caseId)).toBe(before);
    });

    it('is revoked once, also where it was damaged and the answer was lost', async () => {
      const key = another();
      await key.post('manager', 'revocation', { ground: 'damaged', ...ASKED });
      await key.post('reviewer', 'revocation/verification', { identification: 'official-record' });
      const execute = () => key.post('secondReviewer', 'revocation/execution', {}, 'execution-for-this-key');
      const first = await execute();
      await published(key, 'CertificateRevoked', 2);
      await key.becomes({ told: SUPERSEDED, token: 'dead' });
      const again = await execute();
      expect([first.status, again.status, again.revision]).toEqual([204, 204, first.revision]);
    });

    it('stays good where the request is rejected, and suspended where it is taken back', async () => {
      const key = another();
      await key.post('reviewer', 'revocation', { ground: 'compromised', ...ASKED });
      await key.becomes(HELD);
      const rejects = (person: KeyPerson, ground: string) => key.outcome(person, 'revocation/rejection', { ground });
      expect(await rejects('reviewer', 'mistaken')).toBe('409 SecondPersonNeeded');
      expect(await rejects('secondReviewer', 'not-authorised')).toBe('204');
      await key.becomes(IN_USE);
      await key.post('reviewer', 'revocation', { ground: 'compromised', ...ASKED });
      expect(await key.outcome('manager', 'revocation/cancellation')).toBe('204');
      await key.becomes(HELD);
    });
  });

  describe('the list of keys that do not stand as they should', () => {
    it('tells each authority of its own, and whose turn it is', async () => {
      const key = another();
      await key.post('manager', 'revocation', { ground: 'out-of-use', ...ASKED });
      const found = async (person: KeyPerson, query: string) =>
        (await on().as(person).http.get<Listed>(`${API}/key-standings?${query}&limit=200`)).body.items;
      const listed = (person: KeyPerson, standing: string) => found(person, `standing=${standing}`);
      const mine = await until(
        'the request is listed',
        async () => (await listed('reviewer', 'revocation-requested')).find(({ caseId }) => caseId === key.caseId),
        (found) => found !== undefined,
      );
      const requestedBy = on().as('manager').id;
      expect(mine).toMatchObject({ label: '注销申请中', requestedBy, suspended: false, reference: ASKED.reference });
      expect((await listed('manager', 'revocation-requested')).map(({ caseId }) => caseId)).toContain(key.caseId);
      expect(await listed('managerElsewhere', 'revocation-requested')).toEqual([]);
      for (const query of [`token=${key.tokenSerial.toLowerCase()}`, `uscc=${mine?.uscc}&token=${key.tokenSerial}`])
        expect(await found('support', query)).toMatchObject([{ caseId: key.caseId }]);
      expect(await found('support', `uscc=${mine?.uscc}`)).toContainEqual(
        expect.objectContaining({ caseId: key.caseId }),
      );
      expect(await listed('manager', 'in-force')).not.toContainEqual(expect.objectContaining({ caseId: key.caseId }));
    });
  });

  describe('the token of a key that was revoked', () => {
    it('is given back at the counter that handed it over, goes on to the stock, and is destroyed by two people', async () => {
      const key = another();
      const token = `${API}/tokens/${key.tokenSerial}`;
      const counter = on().as('counter');
      const shown = async () => (await counter.http.get<ShownToken>(token)).body;
      await key.becomes(IN_USE);
      expect(await shown()).toMatchObject({ custody: 'enterprise', takenBackBy: null });
      expect(await outcomeOf(counter.http.post(`${token}/return`))).toBe('409 NotReturnable');
      await key.post('manager', 'revocation', { ground: 'out-of-use', ...ASKED });
      await key.post('reviewer', 'revocation/verification', { identification: 'official-record' });
      await key.post('secondReviewer', 'revocation/execution');
      await key.tokenIs('dead');
      for (const stranger of ['counterElsewhere', 'managerElsewhere'] as const) {
        const { http } = on().as(stranger);
        expect(await outcomeOf(http.get(token))).toBe('404 NotFound');
        expect(await outcomeOf(http.post(`${token}/return`))).toBe('404 NotFound');
      }
      expect(await outcomeOf(counter.http.post(`${token}/return`))).toBe('204');
      await until('it was taken back', shown, ({ takenBackBy }) => takenBackBy === counter.id);
      expect(await shown()).toMatchObject({ custody: 'counter' });
      const keeps = async (person: KeyPerson): Promise<readonly string[]> => {
        const { body } = await on().as(person).http.get<ListedTokens>(`${API}/tokens?state=handed-in&limit=200`);
        return body.items.map(({ serial }) => serial);
      };
      expect(await keeps('counter')).toContain(key.tokenSerial);
      expect(await keeps('counterElsewhere')).not.toContain(key.tokenSerial);
      expect(await outcomeOf(counter.http.post(`${token}/return`))).toBe('409 NotReturnable');
      const shippingDesk = on().as('shippingDesk');
      const destroyed = (witness: string) => outcomeOf(shippingDesk.http.post(`${token}/destruction`, { witness }));
      expect(await destroyed(on().as('witness').id)).toBe('409 NotDestroyable');
      expect(await outcomeOf(shippingDesk.http.post(`${token}/return`))).toBe('204');
      await until('it is in the stock', shown, ({ custody }) => custody === 'returned');
      expect(await destroyed(shippingDesk.id)).toBe('422 SecondPersonNeeded');
      expect(await destroyed(on().as('witness').id)).toBe('204');
      await until('it is gone', shown, ({ custody }) => custody === 'nobody');
    });
  });
}
