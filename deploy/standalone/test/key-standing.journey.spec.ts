import { X509Certificate } from 'node:crypto';
import { HttpClient, until, type MadeKey } from '@ekey/journeys';
import { parseCrl } from '@ekey/pki';
import { readStatuses, statusRequest } from '@ekey/pki/testing';
import { agencyId, API, IssuanceDesk } from './issuance-desk';

let desk: IssuanceDesk;
beforeAll(async () => {
  desk = await IssuanceDesk.open();
});
afterAll(async () => {
  const parked = await desk.parked();
  await desk.dispose();
  expect(parked).toEqual([]);
});

type Officer = Parameters<IssuanceDesk['as']>[0];
const ASKED = { requester: 'enterprise', reference: '来函 2026-17' } as const;

/** What list, responder and status route say of both certificates, and where the token is. */
interface Seen {
  readonly listed: readonly (string | undefined)[];
  readonly told: readonly (string | number)[];
  readonly status: readonly string[];
  readonly token: string;
}

/** A key as whoever relies on it sees it. */
class Relied {
  readonly serials: readonly [string, string];
  readonly tokenSerial: string;
  private readonly issuer: X509Certificate;

  constructor(
    readonly caseId: string,
    key: MadeKey,
  ) {
    const { signing, encryption } = key.delivery.certificates;
    this.serials = [serialOf(signing), serialOf(encryption)];
    this.tokenSerial = key.token.serialNumber;
    this.issuer = new X509Certificate(key.delivery.chain[0] as string);
  }
  static async collected(): Promise<Relied> {
    const { caseId, key } = await desk.collected();
    return new Relied(caseId, key);
  }

  /** Of either certificate the number names the key. */
  post(officer: Officer, step: string, body: object = {}, key?: string) {
    const serial = this.serials[step.length % 2];
    const options = { body, ...(key === undefined ? {} : { key }) };
    return desk.as(officer).send('POST', `${API}/certificates/${serial}/${step}`, options);
  }

  async seen(): Promise<Seen> {
    const list = parseCrl(await desk.crl());
    if ('rejected' in list) throw new Error(list.rejected);
    const http = new HttpClient(desk.url);
    const request = statusRequest(this.serials.map((serial) => ({ issuer: this.issuer, serial })));
    const { bytes } = await http.send('POST', `${API}/ocsp`, { body: request, type: 'application/ocsp-request' });
    const status = async (serial: string) =>
      (await http.get<{ status: string }>(`${API}/certificates/${serial}/status`)).body.status;
    return {
      listed: this.serials.map((serial) => list.revoked.get(serial)?.reason),
      told: readStatuses(bytes, this.issuer).told.map(({ status, reason }) => reason ?? status),
      status: await Promise.all(this.serials.map(status)),
      token: await desk.token(this.tokenSerial),
    };
  }
  becomes(expected: Seen): Promise<Seen> {
    return until(
      `the key is ${expected.token}`,
      () => this.seen(),
      (seen) => JSON.stringify(seen) === JSON.stringify(expected),
    );
  }
}
const serialOf = (pem: string | null): string => new X509Certificate(pem ?? '').serialNumber;
const twice = <Value>(value: Value): [Value, Value] => [value, value];

const GOOD = { listed: twice(undefined), told: twice('good'), status: twice('good'), token: 'handed-over' };
const HELD = { listed: twice('certificateHold'), told: twice(6), status: twice('on-hold'), token: 'suspended' };
const REVOKED = { listed: twice('keyCompromise'), told: twice(1), status: twice('revoked'), token: 'dead' };

const code = async (answer: Promise<{ status: number; body: unknown }>): Promise<string> =>
  `${(await answer).status} ${((await answer).body as { code?: string } | undefined)?.code ?? ''}`.trim();

describe('a key that is suspended (挂失)', () => {
  it('is good for nothing at once, and good again once two officers have agreed', async () => {
    const key = await Relied.collected();
    await key.becomes(GOOD);
    expect(await code(key.post('cs-1', 'suspension', { ground: 'lost', reference: '来电 1107' }))).toBe('204');
    await key.becomes(HELD);
    await desk.told(key.caseId, 'CertificateSuspended', 2);
    const { tokenSerial } = key;
    const suspended = { tokenSerial, ground: 'lost', withRequest: false, reference: '来电 1107' };
    expect(await desk.told(key.caseId, 'KeySuspended')).toMatchObject([suspended]);

    expect(await code(key.post('agm-1', 'reinstatement/confirmation'))).toBe('409 ReinstatementNotProposed');
    expect(await code(key.post('agm-1', 'reinstatement', { reference: '到场说明 3' }))).toBe('204');
    expect(await code(key.post('agm-1', 'reinstatement/confirmation'))).toBe('409 SecondPersonNeeded');
    expect(await code(key.post('spr-1', 'reinstatement', { reference: '重复' }))).toBe(
      '409 ReinstatementAlreadyProposed',
    );
    await key.becomes(HELD);
    expect(await code(key.post('spr-2', 'reinstatement/confirmation'))).toBe('204');
    await key.becomes(GOOD);
    await desk.told(key.caseId, 'CertificateReinstated', 2);
    expect(await desk.told(key.caseId, 'KeyReinstated')).toMatchObject([{ tokenSerial, because: 'lifted' }]);
  });

  it('is suspended once, however often it is asked', async () => {
    const key = await Relied.collected();
    const ask = (idempotencyKey?: string) => key.post('agc-1', 'suspension', { ground: 'requested' }, idempotencyKey);
    const first = await ask('suspension-of-this-key');
    const again = await ask('suspension-of-this-key');
    expect([first.status, again.status, again.revision]).toEqual([204, 204, first.revision]);
    expect((await ask()).revision).toBe(first.revision);
    await key.becomes(HELD);
  });
});

describe('a key that is revoked (注销)', () => {
  it('was asked for, looked into by one officer and revoked by another, with both certificates', async () => {
    const key = await Relied.collected();
    expect(await code(key.post('spr-1', 'revocation/execution'))).toBe('409 RevocationNotRequested');
    expect(await code(key.post('agm-1', 'revocation', { ground: 'lost', ...ASKED }))).toBe('204');
    await key.becomes(HELD);
    expect(await code(key.post('agm-1', 'reinstatement', { reference: '不应成功' }))).toBe('409 RevocationUnderWay');
    expect(await code(key.post('spr-1', 'revocation/execution'))).toBe('409 RevocationNotVerified');
    const verification = { identification: 'stamped-letter' };
    expect(await code(key.post('spr-1', 'revocation/verification', verification))).toBe('204');
    expect(await code(key.post('spr-2', 'revocation/verification', verification))).toBe(
      '409 RevocationAlreadyVerified',
    );
    expect(await code(key.post('spr-1', 'revocation/execution'))).toBe('409 SecondPersonNeeded');
    await key.becomes(HELD);
    expect(await code(key.post('spr-2', 'revocation/execution'))).toBe('204');
    await key.becomes(REVOKED);
    await desk.told(key.caseId, 'CertificateRevoked', 2);
    expect(await desk.told(key.caseId, 'KeyRevoked')).toMatchObject([{ ...ASKED, ground: 'lost' }]);

    const before = await head();
    const steps: readonly [Officer, string, object][] = [
      ['agc-1', 'suspension', { ground: 'lost' }],
      ['agm-1', 'reinstatement', { reference: '不应成功' }],
      ['agm-1', 'revocation', { ground: 'lost', ...ASKED }],
      ['spr-1', 'revocation/execution', {}],
      ['spr-1', 'revocation/rejection', { ground: 'mistaken' }],
      ['agm-1', 'revocation/cancellation', {}],
    ];
    for (const [officer, step, body] of steps)
      expect([step, await code(key.post(officer, step, body))]).toEqual([step, '409 AlreadyRevoked']);
    expect(await head()).toBe(before);
  });

  it('stays good where the request is rejected, and suspended where it is taken back', async () => {
    const key = await Relied.collected();
    await key.post('spr-1', 'revocation', { ground: 'compromised', ...ASKED });
    await key.becomes(HELD);
    expect(await code(key.post('spr-1', 'revocation/rejection', { ground: 'mistaken' }))).toBe(
      '409 SecondPersonNeeded',
    );
    expect(await code(key.post('spr-2', 'revocation/rejection', { ground: 'not-authorised' }))).toBe('204');
    await key.becomes(GOOD);
    await key.post('spr-1', 'revocation', { ground: 'compromised', ...ASKED });
    expect(await code(key.post('agm-1', 'revocation/cancellation'))).toBe('204');
    await key.becomes(HELD);
  });
});

/** How much was ever stored. */
const head = (): Promise<number> => desk.floor.service('issuance').eventStore.head();

describe('nothing is changed', () => {
  it('by whoever may not, for whom it is not there, or before the key was handed over', async () => {
    const key = await Relied.collected();
    const caseId = await desk.reVerified();
    const unfinished = new Relied(caseId, await desk.made(caseId));
    await key.becomes(GOOD);
    await desk.at(caseId, 'producing');
    const before = await head();
    const suspension = { ground: 'lost' };
    const request = { ground: 'lost', ...ASKED };
    expect(await code(key.post('agm-9', 'suspension', suspension))).toBe('404 NotFound');
    expect(await code(key.post('agm-9', 'revocation', request))).toBe('404 NotFound');
    expect(await code(key.post('agc-2', 'suspension', suspension))).toBe('404 NotFound');
    expect(await code(key.post('spp-1', 'suspension', suspension))).toBe('403 Forbidden');
    expect(await code(key.post('agc-1', 'revocation', request))).toBe('403 Forbidden');
    expect(await code(key.post('agm-1', 'revocation/verification', { identification: 'call-back' }))).toBe(
      '403 Forbidden',
    );
    expect(await code(key.post('agm-1', 'revocation/execution'))).toBe('403 Forbidden');
    expect(await code(unfinished.post('agm-1', 'suspension', suspension))).toBe('409 KeyNotInUse');
    expect(await code(unfinished.post('agm-1', 'revocation', request))).toBe('409 KeyNotInUse');
    for (const serial of ['4A', 'nonsense'])
      expect(
        await code(desk.as('agm-1').send('POST', `${API}/certificates/${serial}/suspension`, { body: suspension })),
      ).toBe('404 NotFound');
    for (const body of [{}, { ground: 'boredom' }, { ...suspension, reference: '' }, { ...suspension, by: 'agm-1' }])
      expect(await code(key.post('agm-1', 'suspension', body))).toBe('400 InvalidRequest');
    expect(await head()).toBe(before);
    await key.becomes(GOOD);
  });
});

describe('the list of keys that do not stand as they should', () => {
  it('tells each authority of its own, and whose turn it is', async () => {
    const key = await Relied.collected();
    await key.post('agm-1', 'revocation', { ground: 'out-of-use', ...ASKED });
    type Listed = { items: { caseId: string; agencyId: string; requestedBy: string }[] };
    const listed = async (officer: Officer, standing: string) =>
      (await desk.as(officer).get<Listed>(`${API}/key-standings?standing=${standing}&limit=200`)).body.items;
    const mine = await until(
      'the request is listed',
      async () => (await listed('spr-1', 'revocation-requested')).find(({ caseId }) => caseId === key.caseId),
      (found) => found !== undefined,
    );
    expect(mine).toMatchObject({ label: '注销申请中', agencyId, requestedBy: 'agm-1', suspended: false, reference: ASKED.reference }); // prettier-ignore
    expect((await listed('agm-1', 'revocation-requested')).map(({ caseId }) => caseId)).toContain(key.caseId);
    expect(await listed('agm-9', 'revocation-requested')).toEqual([]);
    expect(await listed('agm-1', 'in-force')).not.toContainEqual(expect.objectContaining({ caseId: key.caseId }));
  });
});

describe('the token of a key that was revoked', () => {
  it('is given back at the counter that handed it over, and destroyed by two people', async () => {
    const key = await Relied.collected();
    const { tokenSerial } = key;
    const token = `${API}/tokens/${tokenSerial}`;
    const shown = async () => (await desk.as('agc-1').get<{ custody: string; takenBackBy: string | null }>(token)).body;
    await key.becomes(GOOD);
    expect(await shown()).toMatchObject({ custody: 'enterprise', takenBackBy: null });
    expect(await code(desk.as('agc-1').send('POST', `${token}/return`))).toBe('409 NotReturnable');
    await key.post('agm-1', 'revocation', { ground: 'out-of-use', ...ASKED });
    await key.post('spr-1', 'revocation/verification', { identification: 'official-record' });
    await key.post('spr-2', 'revocation/execution');
    await until(
      'the token is dead',
      () => desk.token(tokenSerial),
      (status) => status === 'dead',
    );
    for (const stranger of ['agc-9', 'agc-2', 'agm-9'] as const) {
      expect(await code(desk.as(stranger).send('GET', token))).toBe('404 NotFound');
      expect(await code(desk.as(stranger).send('POST', `${token}/return`))).toBe('404 NotFound');
    }
    expect(await code(desk.as('agc-1').send('POST', `${token}/return`))).toBe('204');
    await until('it was taken back', shown, ({ takenBackBy }) => takenBackBy === 'agc-1');
    expect(await shown()).toMatchObject({ custody: 'returned' });
    const destroys = (witness: string) =>
      code(desk.as('spl-1').send('POST', `${token}/destruction`, { body: { witness } }));
    expect(await destroys('spl-1')).toBe('422 SecondPersonNeeded');
    expect(await destroys('spl-2')).toBe('204');
    await until('it is gone', shown, ({ custody }) => custody === 'nobody');
  });
});
