import { X509Certificate, constants, createHash, generateKeyPairSync, publicEncrypt, verify } from 'node:crypto';
import { asn1, pkcs12, pki } from 'node-forge';
import { isRefusal, parseCertificateRequest } from '@ekey/pki';
import { type KeyPair, SoftToken, type TokenRefused, keyPool, keysAhead, makeRequest } from '.';
import { certificateFor as certificateForKey, sealFor } from './token.examples';

const pairs: KeyPair[] = Array.from({ length: 4 }, () => generateKeyPairSync('rsa', { modulusLength: 2048 }));
const [first, second, third, issuerPair] = pairs as [KeyPair, KeyPair, KeyPair, KeyPair];

const PIN = '20260117';
const ADMIN_PIN = 'admin-2026';

async function blank(): Promise<SoftToken> {
  const made = await SoftToken.initialise({
    serialNumber: 'T-0001',
    pin: PIN,
    adminPin: ADMIN_PIN,
    keys: keyPool([first, second, third]),
    stretching: 1024,
  });
  return made.token;
}

async function withKeys(): Promise<SoftToken> {
  const token = await blank();
  await token.makeRequests(PIN);
  return token;
}

const certificateFor = ({ publicKey }: KeyPair, use: 'signing' | 'encryption' = 'signing'): Buffer =>
  certificateForKey(publicKey.export({ type: 'spki', format: 'der' }), use);

const refused = (done: Promise<unknown>): Promise<TokenRefused> =>
  done.then(
    () => Promise.reject(new Error('not refused')),
    (error) => error,
  );

describe('A blank token', () => {
  it('has a random PIN of eight digits and six tries', async () => {
    const made = await Promise.all([1, 2].map(() => SoftToken.initialise({ serialNumber: 'T-1', stretching: 1024 })));
    const [one, two] = made.map(({ initialPin }) => initialPin);
    expect(one).toMatch(/^\d{8}$/);
    expect(one).not.toBe(two);
    expect(made[0]?.token.triesLeft).toBe(6);
  });

  it('makes both requests, each signed by the key of its container', async () => {
    const requests = await (await blank()).makeRequests(PIN);
    const digests = [requests.signing, requests.encryption].map((pem) => {
      const request = parseCertificateRequest(pem);
      return isRefusal(request) ? request.rejected : request.spkiSha256;
    });
    const sha256 = (pair: KeyPair) =>
      createHash('sha256')
        .update(pair.publicKey.export({ type: 'spki', format: 'der' }))
        .digest('hex');
    expect(digests).toEqual([sha256(first), sha256(second)]);
  });

  it('makes its own keys where no pool is given', async () => {
    const { token, initialPin } = await SoftToken.initialise({ serialNumber: 'T-2', stretching: 1024 });
    await token.generateKey(initialPin, 'signing');
    expect(isRefusal(parseCertificateRequest(await token.makeRequest(initialPin, 'signing')) as object)).toBe(false);
  });

  it('has nothing to sign, decrypt, import or read', async () => {
    const token = await blank();
    expect(await refused(token.signNonce(PIN, Buffer.alloc(32)))).toMatchObject({ code: 'NoKey' });
    expect(await refused(token.decrypt(PIN, Buffer.alloc(256)))).toMatchObject({ code: 'NoKey' });
    expect(() => token.importCertificate('signing', certificateFor(first))).toThrow('NoKey');
    expect([token.readCertificate('signing'), token.readSeal()]).toEqual([undefined, undefined]);
  });

  it('makes the same request again for the same keys', async () => {
    const token = await withKeys();
    expect(await token.makeRequests(PIN)).toEqual(await token.makeRequests(PIN));
  });

  it('gives up a key only when told to', async () => {
    const token = await withKeys();
    expect(await refused(token.generateKey(PIN, 'signing'))).toMatchObject({ code: 'KeyExists' });
    const before = await token.makeRequest(PIN, 'signing');
    await token.generateKey(PIN, 'signing', { replace: true });
    expect(await token.makeRequest(PIN, 'signing')).not.toBe(before);
  });

  it('gets no key from a pool that is empty', async () => {
    await expect(keyPool([])()).rejects.toThrow(RangeError);
  });
});

describe('The PIN of a token', () => {
  it('counts six tries down, then locks, even for the right PIN', async () => {
    const token = await withKeys();
    for (const left of [5, 4, 3, 2, 1]) {
      expect(await refused(token.signNonce('wrong-pin', Buffer.alloc(32)))).toMatchObject({
        code: 'PinWrong',
        triesLeft: left,
        skf: 0x0a000024,
      });
    }
    expect(await refused(token.signNonce('wrong-pin', Buffer.alloc(32)))).toMatchObject({
      code: 'PinLocked',
      triesLeft: 0,
    });
    expect(await refused(token.signNonce(PIN, Buffer.alloc(32)))).toMatchObject({ code: 'PinLocked', skf: 0x0a000025 });
    expect(await refused(token.changePin(PIN, 'another-pin'))).toMatchObject({ code: 'PinLocked' });
  });

  it('has all its tries again once it was right', async () => {
    const token = await withKeys();
    await refused(token.signNonce('wrong-pin', Buffer.alloc(32)));
    expect(token.triesLeft).toBe(5);
    await token.signNonce(PIN, Buffer.alloc(32));
    expect(token.triesLeft).toBe(6);
  });

  it('counts tries made at the same time each for itself', async () => {
    const token = await withKeys();
    await Promise.all(Array.from({ length: 8 }, () => refused(token.signNonce('wrong-pin', Buffer.alloc(32)))));
    expect(token.triesLeft).toBe(0);
  });

  it('can be changed, and the keys stay', async () => {
    const token = await withKeys();
    const before = await token.signNonce(PIN, Buffer.alloc(32));
    expect(token.state.pin.initial).toBe(true);
    await token.changePin(PIN, 'Another-1');
    expect(token.state.pin.initial).toBe(false);
    expect(await token.signNonce('Another-1', Buffer.alloc(32))).toEqual(before);
    expect(await refused(token.signNonce(PIN, Buffer.alloc(32)))).toMatchObject({ code: 'PinWrong' });
  });

  it.each(['12345', '12345678901234567', '1234 6', '密码密码密码'])('cannot become "%s"', async (pin) => {
    expect(await refused((await blank()).changePin(PIN, pin))).toMatchObject({ code: 'PinLength', skf: 0x0a000027 });
  });

  it('is opened by the administrator’s, with a new PIN that has to be changed, and the keys stay', async () => {
    const token = await withKeys();
    const before = await token.signNonce(PIN, Buffer.alloc(32));
    for (let tries = 6; tries > 0; tries -= 1) await refused(token.signNonce('wrong-pin', Buffer.alloc(32)));
    await token.unblockPin(ADMIN_PIN, 'Interim-1');
    expect([token.triesLeft, token.state.pin.initial]).toEqual([6, true]);
    await token.changePin('Interim-1', 'Another-1');
    expect(await token.signNonce('Another-1', Buffer.alloc(32))).toEqual(before);
    expect(token.state.pin.initial).toBe(false);
    expect(await refused(token.signNonce(PIN, Buffer.alloc(32)))).toMatchObject({ code: 'PinWrong' });
  });

  it('is opened no more once the administrator’s is locked as well', async () => {
    const token = await withKeys();
    for (const left of [5, 4, 3, 2, 1])
      expect(await refused(token.unblockPin('wrong-admin', 'Interim-1'))).toMatchObject({
        ...{ code: 'AdminPinWrong', triesLeft: left, skf: 0x0a000024 },
      });
    expect(await refused(token.unblockPin('wrong-admin', 'Interim-1'))).toMatchObject({ code: 'AdminPinLocked' });
    expect(await refused(token.unblockPin(ADMIN_PIN, 'Interim-1'))).toMatchObject({
      code: 'AdminPinLocked',
      triesLeft: 0,
    });
    await token.signNonce(PIN, Buffer.alloc(32));
  });

  it('has all tries of the administrator’s again once that was right', async () => {
    const token = await withKeys();
    await refused(token.unblockPin('wrong-admin', 'Interim-1'));
    await token.unblockPin(ADMIN_PIN, 'Interim-1');
    expect(token.state.admin?.triesLeft).toBe(6);
  });

  it('has no administrator’s beside it in a token of before', async () => {
    const { admin: _admin, ...before } = (await withKeys()).state;
    const token = SoftToken.fromState(before);
    expect(await refused(token.unblockPin(ADMIN_PIN, 'Interim-1'))).toMatchObject({ code: 'NoAdminPin' });
  });

  it('stands nowhere in what the token remembers, nor does a private key', async () => {
    const token = await withKeys();
    const stored = JSON.stringify(token.state);
    expect(stored).not.toContain(PIN);
    expect(stored).not.toContain(ADMIN_PIN);
    const key = first.privateKey.export({ type: 'pkcs8', format: 'der' });
    expect(
      Buffer.from(token.state.containers.signing?.privateKey ?? '', 'base64').includes(key.subarray(100, 140)),
    ).toBe(false);
  });
});

describe('A token with its certificates', () => {
  async function complete(): Promise<SoftToken> {
    const token = await withKeys();
    token.importCertificate('signing', certificateFor(first));
    token.importCertificate('encryption', certificateFor(second, 'encryption'));
    return token;
  }

  it('gives them back byte for byte, from DER or PEM', async () => {
    const token = await complete();
    expect(token.readCertificate('signing')).toEqual(certificateFor(first));
    token.importCertificate('signing', new X509Certificate(certificateFor(first)).toString());
    expect(token.readCertificate('signing')).toEqual(certificateFor(first));
  });

  it('takes no certificate of another key, nor what is none', async () => {
    const token = await withKeys();
    expect(() => token.importCertificate('signing', certificateFor(second))).toThrow('CertificateOfAnotherKey');
    expect(() => token.importCertificate('signing', 'no certificate')).toThrow('NotACertificate');
    expect(() => token.importCertificate('signing', Buffer.alloc(3))).toThrow('NotACertificate');
  });

  it('takes the seal that is bound to its signing certificate and no other', async () => {
    const token = await complete();
    expect(() => token.importSeal(sealFor(certificateFor(second)))).toThrow('SealOfAnotherCertificate');
    expect(() => token.importSeal(Buffer.from('no seal'))).toThrow('NotASeal');
    token.importSeal(sealFor(certificateFor(first)));
    expect(token.readSeal()).toEqual(sealFor(certificateFor(first)));
  });

  it('signs a nonce so that its certificate proves it', async () => {
    const token = await complete();
    const nonce = Buffer.from('a nonce of the server');
    const certificate = new X509Certificate(token.readCertificate('signing') ?? '');
    expect(verify('sha256', nonce, certificate.publicKey, await token.signNonce(PIN, nonce))).toBe(true);
  });

  it('decrypts what was encrypted for it and nothing else', async () => {
    const token = await complete();
    const options = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };
    const encrypted = publicEncrypt({ key: second.publicKey, ...options }, Buffer.from('许可证'));
    expect((await token.decrypt(PIN, encrypted)).toString()).toBe('许可证');
    const foreign = publicEncrypt({ key: first.publicKey, ...options }, Buffer.from('许可证'));
    expect(await refused(token.decrypt(PIN, foreign))).toMatchObject({ code: 'NotDecryptable' });
  });

  it('is the same after it was put away and taken out', async () => {
    const token = await complete();
    token.importSeal(sealFor(certificateFor(first)));
    const again = SoftToken.fromState(JSON.parse(JSON.stringify(token.state)));
    expect(await again.signNonce(PIN, Buffer.alloc(32))).toEqual(await token.signNonce(PIN, Buffer.alloc(32)));
    expect(again.readSeal()).toEqual(token.readSeal());
  });

  it('gives key and certificate as PKCS#12 with their bytes unchanged, Chinese name included', async () => {
    const p12 = await (await complete()).exportPkcs12(PIN, 'signing', 'fixture');
    const opened = pkcs12.pkcs12FromAsn1(asn1.fromDer(p12.toString('latin1')), 'fixture');
    const bags = opened.getBags({ bagType: '1.2.840.113549.1.12.10.1.3' })['1.2.840.113549.1.12.10.1.3'];
    const certificate = bags?.[0]?.cert;
    if (!certificate) throw new Error('no certificate in the file');
    const der = asn1.toDer(pki.certificateToAsn1(certificate)).getBytes();
    expect(Buffer.from(der, 'latin1')).toEqual(certificateFor(first));
  });

  it('gives no PKCS#12 without certificate', async () => {
    expect(await refused((await withKeys()).exportPkcs12(PIN, 'signing', 'fixture'))).toMatchObject({
      code: 'NotACertificate',
    });
  });
});

describe('A request for any key and name', () => {
  it('is made for tests of services', () => {
    const request = parseCertificateRequest(
      makeRequest(issuerPair.privateKey, issuerPair.publicKey, [{ type: '2.5.4.3', value: '测试' }]),
    );
    expect(isRefusal(request) ? request : request.subject).toEqual([{ type: '2.5.4.3', value: '测试' }]);
  });
});

describe('Keys made ahead', () => {
  it('are another for every token, also beyond those that were ordered', async () => {
    const keys = keysAhead(1);
    const [ordered, further] = [await keys(), await keys()];
    expect(ordered.publicKey.equals(further.publicKey)).toBe(false);
  });
});
