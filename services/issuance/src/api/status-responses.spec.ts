import { X509Certificate } from 'node:crypto';
import type { Fact } from '@ekey/kernel';
import { Unavailable } from '@ekey/kernel';
import type { CertificateAuthority, StatusResponder } from '@ekey/pki';
import { readStatuses, responseStatusOf, statusRequest } from '@ekey/pki/testing';
import { ViewBehind } from '@ekey/views';
import { memoryViews } from '@ekey/views/testing';
import { exampleAuthority } from '../testing/example-authority';
import { recordedHistory } from '../testing/recorded-history';
import { revocationListView } from '../views/revocation-list.view';
import { StatusResponses } from './status-responses';

let authority: CertificateAuthority;
let issuer: X509Certificate;
beforeAll(async () => {
  authority = await exampleAuthority();
  issuer = new X509Certificate(authority.certificateChain().issuing);
});

const MINUTE = 60_000;
const serial = '4A'.repeat(16);
const reserved = { type: 'SerialNumberReserved', data: { reservedAt: '2026-03-02T01:00:00.000Z' } };
const activated = { type: 'CertificateActivated', data: {} };
const revoked = { type: 'CertificateRevoked', data: { reason: 'keyCompromise', at: '2026-03-02T01:30:00.000Z' } };

/** A responder over a view that the test fills, at a time that the test moves. */
class Desk {
  private readonly views = memoryViews();
  private told = 0;
  private now = Date.parse('2026-03-02T02:00:00.000Z');
  signatures = 0;
  delegations: { readonly until: string }[] = [];
  fault: Error | null = null;
  responses!: StatusResponses;

  static async open(...facts: Fact[]): Promise<Desk> {
    const desk = new Desk();
    await desk.views.open([revocationListView]);
    await desk.tell(...facts);
    desk.responses = new StatusResponses({
      views: desk.views,
      authority: desk.counting(),
      lists: { ready: () => (desk.fault === null ? Promise.resolve() : Promise.reject(desk.fault)) },
      clock: { now: () => new Date(desk.now).toISOString() },
      validMinutes: 10,
      delegated: (_sha256, until) => desk.delegations.push({ until }),
    });
    return desk;
  }

  private counting(): CertificateAuthority {
    const counted = (responder: StatusResponder): StatusResponder => ({
      ...responder,
      sign: (data) => {
        this.signatures += 1;
        return responder.sign(data);
      },
    });
    const delegateResponder = async (from: Date, to: Date) => counted(await authority.delegateResponder(from, to));
    return Object.assign(Object.create(authority) as CertificateAuthority, { delegateResponder });
  }

  async tell(...facts: Fact[]): Promise<void> {
    await this.views.apply(revocationListView, recordedHistory(`issuance.Certificate-${serial}`, facts, this.told));
    this.told += facts.length;
  }
  passes(minutes: number): void {
    this.now += minutes * MINUTE;
  }
  async ask(...asked: Parameters<typeof statusRequest>) {
    return readStatuses(await this.responses.answer(statusRequest(...asked)), issuer);
  }
  async status(of = serial, nonce?: Buffer) {
    return (await this.ask([{ issuer, serial: of }], nonce)).told[0];
  }
}

describe('the status of a certificate', () => {
  it('is on hold from its first fact, good once its key is handed over, and revoked for good', async () => {
    const desk = await Desk.open(reserved);
    expect(await desk.status()).toMatchObject({ status: 'revoked', reason: 6, at: '2026-03-02T01:00:00.000Z' });
    await desk.tell(activated);
    expect(await desk.status()).toMatchObject({ status: 'good' });
    await desk.tell(revoked);
    expect(await desk.status()).toMatchObject({ status: 'revoked', reason: 1, at: '2026-03-02T01:30:00.000Z' });
  });

  it('is unknown for a number that was never given and for a certificate of another authority', async () => {
    const desk = await Desk.open(reserved);
    const root = new X509Certificate(authority.certificateChain().root);
    expect(await desk.status('4B')).toMatchObject({ status: 'unknown' });
    expect((await desk.ask([{ issuer: root, serial }])).told).toMatchObject([{ serial, status: 'unknown' }]);
  });

  it('is told of the seal maker too, whose certificate names the same address', async () => {
    const maker = new X509Certificate(authority.sealMakerCertificate());
    const desk = await Desk.open();
    expect(await desk.status(maker.serialNumber)).toMatchObject({ status: 'good' });
  });

  it('is told of several certificates at once', async () => {
    const desk = await Desk.open(reserved, activated);
    const asked = [serial, '4B'].map((one) => ({ issuer, serial: one, hash: 'sha256' as const }));
    expect((await desk.ask(asked)).told).toMatchObject([{ status: 'good' }, { status: 'unknown' }]);
  });
});

describe('an answer', () => {
  it('to whoever sends a nonce is signed for him alone', async () => {
    const desk = await Desk.open(reserved);
    for (const nonce of [Buffer.alloc(16, 1), Buffer.alloc(16, 2)])
      expect((await desk.ask([{ issuer, serial }], nonce)).nonce).toEqual(nonce);
    expect(desk.signatures).toBe(2);
  });

  it('without a nonce is signed once for all who ask, until half of its life is over', async () => {
    const desk = await Desk.open(reserved);
    const [first] = await Promise.all([desk.status(), desk.status()]);
    desk.passes(4);
    expect(await desk.status()).toEqual(first);
    expect(desk.signatures).toBe(1);
    desk.passes(1);
    expect(await desk.status()).toMatchObject({ nextUpdate: '2026-03-02T02:15:00.000Z' });
    expect(desk.signatures).toBe(2);
  });

  it('that was signed ahead is given to nobody after a change', async () => {
    const desk = await Desk.open(reserved, activated);
    expect(await desk.status()).toMatchObject({ status: 'good' });
    await desk.tell(revoked);
    expect(await desk.status()).toMatchObject({ status: 'revoked' });
  });

  it('that nothing is known is not kept', async () => {
    const desk = await Desk.open();
    expect([await desk.status(), await desk.status()]).toMatchObject([{ status: 'unknown' }, { status: 'unknown' }]);
    expect(desk.signatures).toBe(2);
  });

  it('to what is no request says so, and nothing is signed', async () => {
    const desk = await Desk.open();
    for (const bytes of [Buffer.alloc(0), Buffer.from('hello'), Buffer.alloc(100_000, 0x30)])
      expect(responseStatusOf(await desk.responses.answer(bytes))).toBe(1);
    expect(desk.signatures).toBe(0);
  });

  it.each([new ViewBehind('revocation-list'), new Unavailable('views are away')])(
    'is put off while nothing can be looked up: %s',
    async (fault) => {
      const desk = await Desk.open(reserved);
      desk.fault = fault;
      expect(responseStatusOf(await desk.responses.answer(statusRequest([{ issuer, serial }])))).toBe(3);
      desk.fault = null;
      expect(await desk.status()).toMatchObject({ status: 'revoked' });
    },
  );

  it('is none where something else fails, which is not hidden', async () => {
    const desk = await Desk.open(reserved);
    desk.fault = new TypeError('a fault of ours');
    await expect(desk.responses.answer(statusRequest([{ issuer, serial }]))).rejects.toThrow('a fault of ours');
  });
});

describe('the responder', () => {
  it('is followed by another at half the life of its certificate', async () => {
    const desk = await Desk.open(reserved);
    await desk.status();
    desk.passes(3 * 24 * 60);
    await desk.status();
    expect(desk.delegations).toEqual([{ until: '2026-03-09T02:00:00.000Z' }]);
    desk.passes(12 * 60);
    await desk.status();
    expect(desk.delegations[1]).toEqual({ until: '2026-03-12T14:00:00.000Z' });
  });
});
