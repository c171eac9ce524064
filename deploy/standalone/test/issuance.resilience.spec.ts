import { X509Certificate } from 'node:crypto';
import { HttpClient, until } from '@ekey/journeys';
import { parseCrl, type CertificateAuthority, type ReadCrl } from '@ekey/pki';
import { API, IssuanceDesk } from './issuance-desk';

let desk: IssuanceDesk;
afterEach(() => desk.dispose());

const path = (caseId: string, rest: string): string => `${API}/orders/${caseId}/${rest}`;

async function list(): Promise<ReadCrl> {
  const crl = parseCrl(await desk.crl());
  if ('rejected' in crl) throw new Error(crl.rejected);
  return crl;
}

/** An authority that signs, and whose answer is lost before it can be recorded. */
function losingAnswers(signatures: Map<string, Buffer>) {
  return (authority: CertificateAuthority): CertificateAuthority => ({
    certificateChain: () => authority.certificateChain(),
    fingerprints: () => authority.fingerprints(),
    signCrl: (tbs) => authority.signCrl(tbs),
    sealMakerCertificate: () => authority.sealMakerCertificate(),
    signSeal: (info) => authority.signSeal(info),
    delegateResponder: (from, to) => authority.delegateResponder(from, to),
    signTbs: async (tbs) => {
      signatures.set(tbs.toString('base64'), await authority.signTbs(tbs));
      throw new Error('the power is gone');
    },
  });
}

describe('a certificate whose signature was made and whose record was lost', () => {
  it('is the same certificate after the restart', async () => {
    const lost = new Map<string, Buffer>();
    desk = await IssuanceDesk.open(losingAnswers(lost));
    const caseId = await desk.reVerified();
    const serial = desk.nextSerial();
    await desk.shippingDesk.stocks(serial, 'spl-2');
    await desk.maker.start(caseId, serial);
    const { token, pin } = await desk.maker.blankToken(serial);
    const request = await token.makeRequests(pin);
    const asked = path(caseId, 'certificate-requests?wait=0');
    expect(
      await desk.as('spp-1').send('POST', asked, { body: { use: 'signing', request: request.signing } }),
    ).toMatchObject({ status: 202 });
    await until(
      'the case is parked with its cause',
      () => desk.parked(),
      (parked) => parked.length > 0,
    );

    await desk.restart();
    await desk.redrive();
    const delivery = await until(
      'the certificate is issued',
      async () =>
        (await desk.as('spp-1').get<{ certificates: { signing: string | null } }>(path(caseId, 'delivery'))).body,
      ({ certificates }) => certificates.signing !== null,
    );
    const { raw } = new X509Certificate(delivery.certificates.signing ?? '');
    const [[tbs, signature] = []] = [...lost];
    expect(lost.size).toBe(1);
    expect(raw.includes(Buffer.from(tbs ?? '', 'base64'))).toBe(true);
    expect(raw.subarray(-256)).toEqual(signature);
    expect(await desk.parked()).toEqual([]);
  });
});

describe('the revocation list', () => {
  it('never goes back, and after a restart says again what it said before', async () => {
    desk = await IssuanceDesk.open();
    const caseId = await desk.reVerified();
    const { delivery } = await desk.made(caseId);
    const serial = new X509Certificate(delivery.certificates.signing ?? '').serialNumber;
    const before = await list();
    await desk.restart();
    const after = await list();
    expect(after.crlNumber).toBeGreaterThan(before.crlNumber);
    expect(after.revoked.get(serial)).toEqual(before.revoked.get(serial));
  });

  it('is made anew at half its life, and is never met when it has run out', async () => {
    desk = await IssuanceDesk.open();
    const first = await list();
    desk.clock.advance({ minutes: 31 });
    await desk.tick();
    const second = await until('a new list is out', list, ({ crlNumber }) => crlNumber > first.crlNumber);
    expect(second.thisUpdate.getTime() - first.thisUpdate.getTime()).toBeGreaterThanOrEqual(31 * 60_000 - 1_000);
    expect(second.nextUpdate.getTime()).toBeGreaterThan(Date.parse(desk.clock.now()));
  });

  it('is not sent again to who has it, and at once where another one is out', async () => {
    desk = await IssuanceDesk.open();
    const anybody = new HttpClient(desk.url);
    const asked = (headers = {}) => anybody.send('GET', `${API}/crl`, { headers });
    const first = await list();
    desk.clock.advance({ minutes: 1 });
    const { headers, bytes } = await asked();
    const [etag, modified] = [headers.get('etag') ?? '', headers.get('last-modified') ?? ''];
    expect([etag, modified]).toEqual([`"${first.crlNumber}"`, first.thisUpdate.toUTCString()]);
    for (const known of [
      { 'if-none-match': etag },
      { 'if-none-match': `"1", W/${etag}` },
      { 'if-modified-since': modified },
    ])
      expect(await asked(known)).toMatchObject({ status: 304, bytes: Buffer.alloc(0) });
    for (const other of [
      { 'if-none-match': '"1"', 'if-modified-since': modified },
      { 'if-modified-since': 'Mon, 02 Mar 2026 00:00:00 GMT' },
    ])
      expect((await asked(other)).bytes).toEqual(bytes);
    desk.clock.advance({ minutes: 31 });
    await desk.tick();
    const again = await until('a new list is out', () => asked({ 'if-none-match': etag }), ({ status }) => status === 200); // prettier-ignore
    expect(again.headers.get('etag')).toBe(`"${(await list()).crlNumber}"`);
  });

  it('and the certificates of the authority are open to everybody', async () => {
    desk = await IssuanceDesk.open();
    const anybody = new HttpClient(desk.url);
    const crl = await anybody.get(`${API}/crl`);
    expect(crl.headers.get('content-type')).toBe('application/pkix-crl');
    const chain = (await anybody.get(`${API}/ca.pem`)).bytes.toString();
    expect(chain.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
    const issuing = await anybody.get(`${API}/ca.cer`);
    expect(issuing.headers.get('content-type')).toBe('application/pkix-cert');
    expect(issuing.bytes).toEqual(new X509Certificate(chain).raw);
    expect(await anybody.send('GET', `${API}/certificates/4A`)).toMatchObject({ status: 404 });
    expect(await anybody.send('GET', `${API}/orders`)).toMatchObject({ status: 401 });
  });
});

describe('the clock of the making', () => {
  it('warns, and a breach is told once', async () => {
    desk = await IssuanceDesk.open();
    const caseId = await desk.reVerified();
    const clockOf = async () =>
      (await desk.as('spp-1').get<{ clock: { warned: string[]; breached: boolean } }>(`${API}/orders/${caseId}`)).body
        .clock;
    desk.clock.advance({ days: 4 });
    await desk.tick();
    await until('half time is noted', clockOf, ({ warned }) => warned.includes('halfTime'));
    desk.clock.advance({ days: 4 });
    await desk.tick();
    await until('the breach is noted', clockOf, ({ breached }) => breached);
    await desk.tick();
    const breaches = await desk.told(caseId, 'DeadlineBreached');
    expect(breaches).toMatchObject([{ stage: 're-verification-and-making', attempt: 1, dueOn: '2026-03-09' }]);
    // Late or not, the key is made.
    await desk.checked(caseId);
    await desk.told(caseId, 'KeyMade');
  });

  it('is restated where it was provisional and the calendar is known', async () => {
    desk = await IssuanceDesk.open();
    const caseId = await desk.reVerified({ provisional: true });
    await desk.tick();
    expect(await desk.told(caseId, 'DueDateSet')).toMatchObject([
      { dueOn: '2026-03-09', provisional: false, attempt: 1 },
    ]);
  });

  it('of the pick-up notice runs from the receipt and ends with the notice', async () => {
    desk = await IssuanceDesk.open();
    const caseId = await desk.reVerified();
    const { key, parcelId } = await desk.shipped(caseId);
    await desk.counter.receives(parcelId, [key.token.serialNumber]);
    expect(await desk.told(caseId, 'DueDateSet')).toMatchObject([{ stage: 'pickup-notice', dueOn: '2026-03-05' }]);
    await desk.counter.notifies(caseId);
    desk.clock.advance({ days: 30 });
    await desk.tick();
    expect((await desk.told(caseId, 'KeyReadyForCollection'))[0]?.['collectBy']).toBe('2026-05-31T16:00:00.000Z');
    expect((await desk.published(caseId)).map(({ type }) => type)).not.toContain('issuance.DeadlineBreached.v1');
  });
});

describe('a withdrawal that comes before the order', () => {
  it('keeps the order from being opened', async () => {
    desk = await IssuanceDesk.open();
    const caseId = '7c1f3f7e-0f5d-4c53-9f4b-2f6d6d1b7a10';
    await desk.withdraw(caseId);
    const other = await desk.reVerified();
    await desk.at(other, 'to-make');
    expect(await desk.as('spp-1').send('GET', `${API}/orders/${caseId}`)).toMatchObject({ status: 404 });
    expect(await desk.published(caseId)).toEqual([]);
  });
});

describe('an impression that the reviewer found usable', () => {
  it('does not hold the key up where it cannot be cut out', async () => {
    desk = await IssuanceDesk.open();
    const caseId = await desk.reVerified({ sealConfirmation: Buffer.from('no impression on it') });
    await desk.made(caseId);
    const { body } = await desk.as('spp-1').get<{ making: { seal: { picture: string } } }>(`${API}/orders/${caseId}`);
    expect(body.making.seal.picture).toBe('drawn');
  });
});

describe('a key that nobody comes for', () => {
  it('has its enterprise reminded, once for each day of it, and of those that were missed only the last', async () => {
    desk = await IssuanceDesk.open();
    const caseId = await desk.reVerified();
    await desk.ready(caseId);
    const marks = async (times: number) =>
      (await desk.told(caseId, 'CollectionReminded', times)).map(({ daysAfter }) => daysAfter);
    desk.clock.advance({ days: 6 });
    await desk.tick();
    expect((await desk.published(caseId)).map(({ type }) => type)).not.toContain('issuance.CollectionReminded.v1');
    desk.clock.advance({ days: 2 });
    await desk.tick();
    expect(await marks(1)).toEqual([7]);
    await desk.tick();
    await desk.restart();
    desk.clock.advance({ days: 60 });
    await desk.tick();
    expect(await marks(2)).toEqual([7, 60]);
    await desk.tick();
    expect(await marks(2)).toEqual([7, 60]);
  });

  it('is kept for ninety days, then revoked and called back, and its case is over', async () => {
    desk = await IssuanceDesk.open();
    const caseId = await desk.reVerified();
    const { key } = await desk.ready(caseId);
    const serial = new X509Certificate(key.delivery.certificates.signing ?? '').serialNumber;
    desk.clock.advance({ days: 89 });
    await desk.tick();
    expect(await desk.at(caseId, 'ready')).toMatchObject({ nextStep: 'final-review' });
    desk.clock.advance({ days: 2 });
    await desk.tick();
    await desk.at(caseId, 'terminated');
    expect((await desk.told(caseId, 'OrderEnded'))[0]).toMatchObject({ ground: 'unclaimed' });
    await desk.told(caseId, 'CertificateRevoked', 2);
    await until('the list names it', list, ({ revoked }) => revoked.get(serial)?.reason === 'cessationOfOperation');
    await until(
      'the token is called back',
      () => desk.token(key.token.serialNumber),
      (status) => status === 'recalled',
    );
  });
});
