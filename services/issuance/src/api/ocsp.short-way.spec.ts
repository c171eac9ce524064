import { X509Certificate } from 'node:crypto';
import type { Fact } from '@ekey/kernel';
import type { CertificateAuthority } from '@ekey/pki';
import { readStatuses, statusRequest } from '@ekey/pki/testing';
import { memoryViews } from '@ekey/views/testing';
import type { FastifyRequest } from 'fastify';
import { exampleAuthority } from '../testing/example-authority';
import { recordedHistory } from '../testing/recorded-history';
import { revocationListView } from '../views/revocation-list.view';
import { OcspShortWay } from './ocsp.short-way';
import { StatusResponses } from './status-responses';

let authority: CertificateAuthority;
let issuer: X509Certificate;
beforeAll(async () => {
  authority = await exampleAuthority();
  issuer = new X509Certificate(authority.certificateChain().issuing);
});

const [serial, another] = ['4A'.repeat(16), '4B'.repeat(16)];
const at = '2026-03-02T01:30:00.000Z';
const reserved = { type: 'SerialNumberReserved', data: { reservedAt: '2026-03-02T01:00:00.000Z' } };
const activated = { type: 'CertificateActivated', data: {} };
const suspended = { type: 'CertificateSuspended', data: { at } };
const reinstated = { type: 'CertificateReinstated', data: {} };
const revoked = { type: 'CertificateRevoked', data: { reason: 'keyCompromise', at } };

/** Both ways to an answer, over a view that the test fills, at a time that the test moves. */
class TwoWays {
  readonly views = memoryViews();
  private told = new Map<string, number>();
  private now = Date.parse('2026-03-02T02:00:00.000Z');
  private long!: StatusResponses;
  private short!: OcspShortWay;

  static async open(...facts: Fact[]): Promise<TwoWays> {
    const ways = new TwoWays();
    const { views } = ways;
    await views.open([revocationListView]);
    await ways.tell(serial, ...facts);
    const clock = { now: () => new Date(ways.now).toISOString() };
    const lists = { ready: () => Promise.resolve() };
    ways.long = new StatusResponses({ views, authority, lists, clock, validMinutes: 10, delegated: () => undefined });
    ways.short = new OcspShortWay(ways.long);
    return ways;
  }

  async tell(of: string, ...facts: Fact[]): Promise<void> {
    const from = this.told.get(of) ?? 0;
    await this.views.apply(revocationListView, recordedHistory(`issuance.Certificate-${of}`, facts, from));
    this.told.set(of, from + facts.length);
  }
  passes(minutes: number): void {
    this.now += minutes * 60_000;
  }
  theLongWay(request: Buffer): Promise<Buffer> {
    return this.long.answer(request);
  }
  theShortWay(body: unknown): Buffer | undefined {
    return this.short.answer({ method: 'POST', body, params: {} } as FastifyRequest);
  }
  inAddress(request: string): Buffer | undefined {
    return this.short.answer({ method: 'GET', params: { '*': request } } as unknown as FastifyRequest);
  }
}

const question = (hash: 'sha1' | 'sha256' = 'sha1') => statusRequest([{ issuer, serial, hash }]);
const statusIn = (answer: Buffer) => readStatuses(answer, issuer).told[0]?.status;

describe('the short way to what was signed ahead', () => {
  it('is there from the second time on, and leads to the very bytes of the long one', async () => {
    const ways = await TwoWays.open(reserved, activated);
    expect(ways.theShortWay(question())).toBeUndefined();
    const answer = await ways.theLongWay(question());
    expect(ways.theShortWay(question())).toEqual(answer);
    expect(ways.inAddress(question().toString('base64'))).toEqual(answer);
    expect(await ways.theLongWay(question())).toEqual(answer);
  });

  it('repeats by which hash the authority was named', async () => {
    const ways = await TwoWays.open(reserved, activated);
    const [one, other] = [await ways.theLongWay(question()), await ways.theLongWay(question('sha256'))];
    expect([ways.theShortWay(question()), ways.theShortWay(question('sha256'))]).toEqual([one, other]);
    expect(one).not.toEqual(other);
  });

  it('never leads to what a certificate was before it was handed over, suspended, reinstated or revoked', async () => {
    const ways = await TwoWays.open(reserved);
    const found: unknown[] = [];
    for (const fact of [activated, suspended, reinstated, revoked]) {
      const before = await ways.theLongWay(question());
      expect(ways.theShortWay(question())).toEqual(before);
      await ways.tell(serial, fact);
      expect(ways.theShortWay(question())).toBeUndefined();
      const after = await ways.theLongWay(question());
      expect(ways.theShortWay(question())).toEqual(after);
      found.push(statusIn(after));
    }
    expect(found).toEqual(['good', 'revoked', 'good', 'revoked']);
  });

  it('is not there for an answer during whose making the certificate changed', async () => {
    const ways = await TwoWays.open(reserved, activated);
    const made = ways.theLongWay(question());
    // Looked up by then, and the first signature waits for its key.
    await new Promise(setImmediate);
    await ways.tell(serial, revoked);
    expect(statusIn(await made)).toBe('good');
    expect(ways.theShortWay(question())).toBeUndefined();
    expect(statusIn(await ways.theLongWay(question()))).toBe('revoked');
  });

  it('is there again, to the same bytes, once somebody has looked after another certificate changed', async () => {
    const ways = await TwoWays.open(reserved, activated);
    const answer = await ways.theLongWay(question());
    await ways.tell(another, reserved);
    expect(ways.theShortWay(question())).toBeUndefined();
    expect(await ways.theLongWay(question())).toEqual(answer);
    expect(ways.theShortWay(question())).toEqual(answer);
  });

  it('ends with half of the life of an answer', async () => {
    const ways = await TwoWays.open(reserved, activated);
    await ways.theLongWay(question());
    ways.passes(4);
    expect(ways.theShortWay(question())).toBeDefined();
    ways.passes(1);
    expect(ways.theShortWay(question())).toBeUndefined();
  });

  it('is not there where others write the view too, so that only asking tells', async () => {
    const ways = await TwoWays.open(reserved, activated);
    await ways.theLongWay(question());
    jest.spyOn(ways.views, 'edition').mockReturnValue(undefined);
    expect(ways.theShortWay(question())).toBeUndefined();
    await ways.theLongWay(question());
    expect(ways.theShortWay(question())).toBeUndefined();
  });

  it.each([
    ['a nonce', () => statusRequest([{ issuer, serial }], Buffer.alloc(16, 1))],
    ['two questions', () => statusRequest([serial, another].map((one) => ({ issuer, serial: one })))],
    ['a number that was never given', () => statusRequest([{ issuer, serial: another }])],
    ['nothing', () => Buffer.alloc(0)],
    ['nonsense', () => Buffer.from('hello')],
    ['very much', () => Buffer.alloc(1_000_000, 0x30)],
  ])('is not there for who sends %s, however often', async (_, make) => {
    const ways = await TwoWays.open(reserved, activated);
    for (let time = 0; time < 3; time += 1) {
      await ways.theLongWay(make());
      expect(ways.theShortWay(make())).toBeUndefined();
    }
  });

  it('is not there for a body or an address that is no request', async () => {
    const ways = await TwoWays.open(reserved, activated);
    await ways.theLongWay(question());
    for (const body of [undefined, {}, question().toString('latin1')]) expect(ways.theShortWay(body)).toBeUndefined();
    for (const address of ['', 'nonsense!', question().toString('hex')])
      expect(ways.inAddress(address)).toBeUndefined();
  });
});
