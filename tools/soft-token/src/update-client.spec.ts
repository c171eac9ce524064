import { createHash, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { isRefusal, parseCertificateRequest, toPem, type CertificateUse } from '@ekey/pki';
import { keyPool, SoftToken, UPDATE_STAGES, UpdateClient, type UpdateDelivery, type UpdateDoor, type UpdateStage } from '.'; // prettier-ignore
import { certificateFor, sealFor } from './token.examples';

const PIN = '20260117';
const pairs = Array.from({ length: 6 }, () => generateKeyPairSync('rsa', { modulusLength: 2048 }));
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** An update site: it remembers what it was asked and told, whatever becomes of those who ask. */
class Site implements UpdateDoor {
  readonly calls: string[] = [];
  readonly asked = new Map<CertificateUse, Buffer>();
  readonly confirmed: string[] = [];
  attempt = 0;
  proved: string | null = null;
  private sessions = 0;
  private readonly turnedDown = new Set<CertificateUse>();

  /** @param taken keys that have a certificate elsewhere, by how many requests for each use are refused */
  constructor(private taken: Readonly<Partial<Record<CertificateUse, number>>> = {}) {}

  async open(): Promise<string | null> {
    this.calls.push('open');
    return this.proved === null ? `session-${(this.sessions += 1)}` : null;
  }

  async request(session: string, use: CertificateUse, pem: string): Promise<void> {
    const request = parseCertificateRequest(pem);
    if (isRefusal(request)) throw new Error(request.rejected);
    const spki = Buffer.from(request.spki, 'base64');
    this.calls.push(`request ${use} ${session}`);
    const before = this.asked.get(use);
    if (before?.equals(spki) === true) return;
    const isLost = before !== undefined && !this.turnedDown.delete(use);
    if (isLost || this.attempt === 0) this.attempt += 1;
    if (isLost) this.asked.clear();
    this.asked.set(use, spki);
  }

  async delivery(): Promise<UpdateDelivery> {
    const [signing, encryption] = [this.asked.get('signing'), this.asked.get('encryption')];
    const refused = this.refused();
    const nothing = {
      attempt: this.attempt,
      confirmed: this.confirmed,
      text: this.text(),
      certificates: null,
      seal: null,
    };
    if (refused.length > 0 || signing === undefined || encryption === undefined)
      return { ...nothing, complete: false, refused };
    const pem = (spki: Buffer, use: CertificateUse) => toPem('CERTIFICATE', certificateFor(spki, use));
    return {
      ...nothing,
      ...{ complete: true, refused: [] },
      certificates: {
        signing: { certificate: pem(signing, 'signing') },
        encryption: { certificate: pem(encryption, 'encryption') },
      },
      seal: { bytes: sealFor(certificateFor(signing, 'signing')).toString('base64') },
    };
  }

  async confirm(_session: string, step: string, digest: string): Promise<void> {
    this.calls.push(`confirm ${step}`);
    if (digest !== this.digests()[step]) throw new Error(`${step} was read back otherwise`);
    this.confirmed.push(step);
  }

  async prove(_session: string, { attempt, signature }: { attempt: number; signature: string }): Promise<void> {
    const key = createPublicKey({ key: this.asked.get('signing') ?? Buffer.alloc(0), format: 'der', type: 'spki' });
    const text = Buffer.from(this.text(), 'utf8');
    if (attempt !== this.attempt || !verify('sha256', text, key, Buffer.from(signature, 'base64')))
      throw new Error('this is not the new key');
    this.proved = signature;
  }

  private text = (): string => `prove attempt ${this.attempt}`;

  private refused() {
    const [use] = (['signing', 'encryption'] as const).filter((each) => (this.taken[each] ?? 0) > 0);
    if (use === undefined) return [];
    this.taken = { ...this.taken, [use]: (this.taken[use] ?? 0) - 1 };
    this.turnedDown.add(use);
    return [{ use, code: 'PublicKeyTaken' }];
  }

  private digests(): Readonly<Record<string, string>> {
    const certificate = (use: CertificateUse) => certificateFor(this.asked.get(use) ?? Buffer.alloc(0), use);
    return {
      'signing-written': sha256(certificate('signing')),
      'encryption-written': sha256(certificate('encryption')),
      'seal-written': sha256(sealFor(certificate('signing'))),
    };
  }
}

/** A key as it was handed over: the first two pairs with their certificates and the seal. */
async function heldToken(): Promise<SoftToken> {
  const { token } = await SoftToken.initialise({
    ...{ serialNumber: 'T-0001', pin: PIN, stretching: 1024 },
    keys: keyPool(pairs),
  });
  await token.makeRequests(PIN);
  for (const [use, pair] of [['signing', pairs[0]!] as const, ['encryption', pairs[1]!] as const])
    token.importCertificate(use, certificateFor(pair.publicKey.export({ type: 'spki', format: 'der' }), use));
  token.importSeal(sealFor(token.readCertificate('signing')!));
  return token;
}

class PulledOut extends Error {}
const run = (token: SoftToken, site: Site, passed?: (stage: UpdateStage) => void) =>
  new UpdateClient(token, PIN, site, passed).run();

describe('the update client', () => {
  it('makes keys, fetches what was made for them, writes, reads back, proves, and adopts the new key', async () => {
    const [token, site] = [await heldToken(), new Site()];
    const before = token.readCertificate('signing')!;
    const stages: UpdateStage[] = [];
    await run(token, site, (stage) => void stages.push(stage));
    expect(stages).toEqual(UPDATE_STAGES);
    expect(site.confirmed).toEqual(['signing-written', 'encryption-written', 'seal-written']);
    expect(site.attempt).toBe(1);
    expect(token.readCertificate('signing')?.equals(before)).toBe(false);
    expect(token.readSeal()?.equals(sealFor(token.readCertificate('signing')!))).toBe(true);
  });

  it.each(UPDATE_STAGES)('finishes after the key was pulled out behind %s, with the same keys', async (stage) => {
    const [token, site] = [await heldToken(), new Site()];
    const held = token.readCertificate('signing')!;
    const pullOut = (passed: UpdateStage): void => {
      if (passed === stage) throw new PulledOut(stage);
    };
    await expect(run(token, site, pullOut)).rejects.toThrow(PulledOut);
    if (stage !== 'adopted') {
      expect(token.readCertificate('signing')?.equals(held)).toBe(true);
      await run(token, site);
    }
    expect(site.attempt).toBe(1);
    expect(site.confirmed).toEqual(['signing-written', 'encryption-written', 'seal-written']);
    expect(site.proved).not.toBeNull();
    expect(token.readCertificate('signing')?.equals(held)).toBe(false);
  });

  it('is the same client after its computer was lost: the token alone remembers', async () => {
    const [token, site] = [await heldToken(), new Site()];
    const pullOut = (passed: UpdateStage): void => {
      if (passed === 'signing-confirmed') throw new PulledOut(passed);
    };
    await expect(run(token, site, pullOut)).rejects.toThrow(PulledOut);
    const elsewhere = SoftToken.fromState(JSON.parse(JSON.stringify(token.state)) as typeof token.state);
    await run(elsewhere, site);
    expect([site.attempt, site.confirmed.length]).toEqual([1, 3]);
  });

  it.each([
    ['one', { signing: 1 }],
    ['each of both', { signing: 1, encryption: 1 }],
  ])('makes another key for %s that has a certificate elsewhere, and costs no attempt', async (_, taken) => {
    const [token, site] = [await heldToken(), new Site(taken)];
    await run(token, site);
    expect(site.attempt).toBe(1);
    expect(site.proved).not.toBeNull();
  });

  it('keeps the key that was not refused', async () => {
    const [token, site] = [await heldToken(), new Site({ encryption: 1 })];
    let signing: Buffer | undefined;
    await run(token, site, (stage) => {
      if (stage === 'encryption-requested') signing ??= site.asked.get('signing');
    });
    expect(site.asked.get('signing')?.equals(signing!)).toBe(true);
  });

  it('gives up where other keys are refused too, and leaves the held key as it was', async () => {
    const [token, site] = [await heldToken(), new Site({ signing: 3 })];
    const held = token.readCertificate('signing')!;
    await expect(run(token, site)).rejects.toThrow('the certificates did not come');
    expect(site.proved).toBeNull();
    expect(token.readCertificate('signing')?.equals(held)).toBe(true);
  });

  it('keeps the old encryption key for what was encrypted for it', async () => {
    const [token, site] = [await heldToken(), new Site()];
    await run(token, site);
    expect(token.state.former).toHaveLength(1);
  });
});
