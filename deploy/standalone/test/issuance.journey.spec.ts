import { randomUUID, X509Certificate } from 'node:crypto';
import { SLOTS } from '@ekey/contracts';
import { HttpClient, until } from '@ekey/journeys';
import { parseCrl, verifySeal, type ReadCrl } from '@ekey/pki';
import { SoftToken } from '@ekey/soft-token';
import { figuresOf } from './figures';
import { agencyId, API, applicant, formNumberOf, pickupPointId, withDesk, type IssuanceDesk } from './issuance-desk';

let desk: IssuanceDesk;
withDesk((opened) => (desk = opened));

const serialOf = (pem: string | null): string => new X509Certificate(pem ?? '').serialNumber;
const path = (caseId: string, rest: string): string => `${API}/orders/${caseId}/${rest}`;

async function list(): Promise<ReadCrl> {
  const crl = parseCrl(await desk.crl());
  if ('rejected' in crl) throw new Error(crl.rejected);
  return crl;
}

describe('a key', () => {
  it('is made, checked, shipped, received, reviewed and handed over', async () => {
    const caseId = await desk.reVerified();
    const { key } = await desk.ready(caseId);
    const serials = [serialOf(key.delivery.certificates.signing), serialOf(key.delivery.certificates.encryption)];
    expect(await desk.reliance.certificate(serials[0] as string)).toMatchObject({ standing: 'on-hold' });
    const reviewed = await desk.counter.passesFinalReview(caseId);
    expect((await desk.counter.receipt(caseId, reviewed)).subarray(0, 5).toString()).toBe('%PDF-');
    await desk.counter.handsOver(caseId, key.token.serialNumber, applicant);
    await desk.told(caseId, 'CertificateActivated', 2);
    const types = (await desk.published(caseId)).map(({ type }) => type.split('.')[1] as string);
    const stages = [
      'ProductionStarted',
      'KeyMade',
      'KeyShipped',
      'KeyReceived',
      'KeyReadyForCollection',
      'KeyCollected',
    ];
    expect(types.filter((type) => stages.includes(type))).toEqual(stages);
    await until(
      'the token is handed over',
      () => desk.token(key.token.serialNumber),
      (status) => status === 'handed-over',
    );
    await until('the certificates are off the list', list, ({ revoked }) =>
      serials.every((serial) => !revoked.has(serial)),
    );
    expect(await desk.reliance.certificate(serials[1] as string)).toMatchObject({ standing: 'live' });
  });

  it('is counted where it is on its way, with its clock and the list that names its certificates', async () => {
    const before = await figuresOf(desk.url);
    const caseId = await desk.reVerified();
    const toMake = 'ekey_cases{service="issuance",stage="to-make"}';
    await until(
      'the order is counted',
      () => figuresOf(desk.url),
      (figures) => figures.get(toMake) === (before.get(toMake) ?? NaN) + 1,
    );
    await desk.made(caseId);
    const figures = await until(
      'the key is counted as made',
      () => figuresOf(desk.url),
      (told) => told.get(toMake) === before.get(toMake),
    );
    expect(figures.get('ekey_deadlines{service="issuance",end="later"}')).toBeDefined();
    const [age, left] = ['age', 'left'].map((time) =>
      figures.get(`ekey_crl_seconds{service="issuance",time="${time}"}`),
    );
    expect(age).toBeGreaterThanOrEqual(0);
    expect((age ?? 0) + (left ?? 0)).toBe(3600);
    const standstills = (told: ReadonlyMap<string, number>): readonly number[] =>
      [...told]
        .filter(([series]) => series.startsWith('ekey_reactor_standstill_seconds'))
        .map(([, seconds]) => seconds);
    expect(standstills(figures).length).toBeGreaterThan(20);
    await until(
      'no reactor stands still',
      () => figuresOf(desk.url),
      (told) => standstills(told).every((seconds) => seconds === 0),
    );
  });

  it('carries certificates that lead to the root, and a seal that verifies', async () => {
    const caseId = await desk.reVerified();
    const { delivery, token } = await desk.made(caseId);
    const [signing, issuing, root] = [delivery.certificates.signing, ...delivery.chain].map(
      (pem) => new X509Certificate(pem ?? ''),
    );
    expect(signing?.verify(issuing!.publicKey) && issuing?.verify(root!.publicKey)).toBe(true);
    expect(signing?.subject).toContain('深圳市示例科技有限公司');
    expect(signing?.subject).toContain('ST=上海市\nL=上海市');
    expect(signing?.subjectAltName).toBe(`URI:urn:ekey:key:${token.serialNumber}`);
    const issuer = /CA Issuers - URI:(\S+)/.exec(signing?.infoAccess ?? '')?.[1] as string;
    expect((await new HttpClient(desk.url).get(new URL(issuer).pathname)).bytes).toEqual(issuing?.raw);
    const { revoked } = await list();
    expect(revoked.get(signing!.serialNumber)?.reason).toBe('certificateHold');
    const seal = verifySeal(Buffer.from(delivery.seal?.bytes ?? '', 'base64'), {
      trustedRoots: delivery.chain[1] as string,
      intermediates: delivery.chain[0] as string,
      at: new Date(desk.clock.now()),
      crl: await desk.crl(),
      signerCertificate: signing!.raw,
    });
    expect(seal).toMatchObject({ valid: true, findings: [] });
  });
});

describe('what nobody may do', () => {
  it('is to make the key of an application that he re-verified, or to check a key that he made', async () => {
    const caseId = await desk.reVerified();
    const serial = desk.nextSerial();
    await desk.shippingDesk.stocks(serial, 'spl-2');
    const own = await desk.as('spr-1').send('POST', path(caseId, 'production'), { body: { tokenSerial: serial } });
    expect(own).toMatchObject({ status: 409, body: { code: 'MakerIsReVerifier' } });
    // Refused before the token was claimed.
    expect(await desk.token(serial)).toBe('in-stock');
    const key = await desk.maker.makes(caseId, serial);
    await expect(desk.maker.checks(caseId, key)).rejects.toMatchObject({
      answer: { status: 409, body: { code: 'CheckerIsMaker' } },
    });
    await desk.checker.checks(caseId, key);
  });

  it('is to go on with a colleague’s making and check it himself, or to go on with it after he re-verified', async () => {
    const caseId = await desk.reVerified();
    const serial = desk.nextSerial();
    await desk.shippingDesk.stocks(serial, 'spl-2');
    const { token, ...pins } = await desk.maker.blankToken(serial);
    await desk.maker.start(caseId, serial);
    const requests = await token.makeRequests(pins.pin);
    const own = { body: { use: 'signing', request: requests.signing } };
    expect(await desk.as('spr-1').send('POST', path(caseId, 'certificate-requests'), own)).toMatchObject({
      status: 409,
      body: { code: 'MakerIsReVerifier' },
    });
    const key = { token, ...pins, delivery: await desk.checker.personalise(caseId, token, pins.pin) };
    await expect(desk.checker.checks(caseId, key)).rejects.toMatchObject({
      answer: { status: 409, body: { code: 'CheckerIsMaker' } },
    });
    await desk.lineOf('spr-1').checks(caseId, key);
  });

  it('is to do with a machine what he may not do by hand', async () => {
    const caseId = await desk.reVerified();
    const serial = desk.nextSerial();
    await desk.shippingDesk.stocks(serial, 'spl-2');
    const starts = { body: { tokenSerial: serial } };
    const unnamed = await desk.machine().send('POST', path(caseId, 'production'), starts);
    expect(unnamed).toMatchObject({ status: 400, body: { code: 'OperatorMissing' } });
    const foreign = await desk.machine('spp-2').send('POST', path(caseId, 'production'), starts);
    expect(foreign).toMatchObject({ status: 403, body: { code: 'OperatorNotAllowed' } });
    const own = await desk.machine('spr-1').send('POST', path(caseId, 'production'), starts);
    expect(own).toMatchObject({ status: 409, body: { code: 'MakerIsReVerifier' } });
    const key = await desk.lineOf('spp-1').makes(caseId, serial);
    for (const checker of [desk.maker, desk.lineOf('spp-1')]) {
      await expect(checker.checks(caseId, key)).rejects.toMatchObject({
        answer: { status: 409, body: { code: 'CheckerIsMaker' } },
      });
    }
    await desk.lineOf('spr-1').checks(caseId, key);
  });

  it('is to take in two tokens, or to send two parcels, by one key', async () => {
    const spl = desk.as('spl-1');
    const [one, other] = [desk.nextSerial(), desk.nextSerial()];
    const key = randomUUID();
    const takesIn = (tokenSerial: string) =>
      spl.send('POST', `${API}/tokens`, { key, body: { tokenSerial, model: 'EK-100', witness: 'spl-2' } });
    expect((await takesIn(one)).status).toBe(201);
    expect(await takesIn(other)).toMatchObject({ status: 422, body: { code: 'IdempotencyKeyReused' } });
    expect((await takesIn(one)).status).toBe(201);
    expect((await spl.send('GET', `${API}/tokens/${other}`)).status).toBe(404);

    const caseId = await desk.reVerified();
    const { token } = await desk.checked(caseId);
    const sends = (trackingNumber: string) =>
      spl.send('POST', `${API}/parcels`, {
        key,
        body: { tokens: [token.serialNumber], agencyId, pickupPointId, carrier: '顺丰速运', trackingNumber },
      });
    expect((await sends('SF-ONCE')).status).toBe(201);
    expect(await sends('SF-TWICE')).toMatchObject({ status: 422, body: { code: 'IdempotencyKeyReused' } });
    expect((await sends('SF-ONCE')).status).toBe(201);
  });

  it('is to take tokens in with a witness who is no colleague, or none any more', async () => {
    const stocks = (witness: string, key?: string, tokenSerial = desk.nextSerial()) =>
      desk.as('spl-1').send('POST', `${API}/tokens`, {
        ...(key !== undefined && { key }),
        body: { tokenSerial, model: 'EK-100', witness },
      });
    for (const witness of ['agc-1', 'line-1', 'nobody'])
      expect(await stocks(witness)).toMatchObject({ status: 422, body: { code: 'WitnessUnknown' } });
    expect(await stocks('spl-1')).toMatchObject({ status: 422, body: { code: 'SecondPersonNeeded' } });
    const [key, serial] = ['taken-in-with-cs-1', desk.nextSerial()];
    expect((await stocks('cs-1', key, serial)).status).toBe(201);
    const withdrawn = { staffId: 'cs-1', active: false };
    await desk.tell('review.StaffMember-cs-1', 'cs-1', 'review.StaffAccessChanged.v1', withdrawn);
    await until(
      'the witness is known to have left',
      () => stocks('cs-1'),
      ({ status }) => status === 422,
    );
    const scraps = (witness: string) =>
      desk.as('spl-1').send('POST', `${API}/tokens/${serial}/scrapping`, { body: { ground: 'faulty', witness } });
    expect(await scraps('cs-1')).toMatchObject({ status: 422, body: { code: 'WitnessUnknown' } });
    expect((await stocks('cs-1', key, serial)).status).toBe(201);
    await scraps('spl-2');
    const destroys = (witness: string) =>
      desk.as('spl-1').send('POST', `${API}/tokens/${serial}/destruction`, { body: { witness } });
    expect(await destroys('nobody')).toMatchObject({ status: 422, body: { code: 'WitnessUnknown' } });
    expect((await destroys('spl-2')).status).toBeLessThan(300);
  });

  it('is to take a token that another order holds', async () => {
    const [first, second] = [await desk.reVerified(), await desk.reVerified()];
    const serial = desk.nextSerial();
    await desk.shippingDesk.stocks(serial, 'spl-2');
    const both = await Promise.all(
      [first, second].map((caseId) =>
        desk.as('spp-1').send('POST', path(caseId, 'production'), { body: { tokenSerial: serial } }),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'NotInStock', state: 'assigned' });
  });

  it('is to use a public key twice', async () => {
    const [first, second] = [await desk.reVerified(), await desk.reVerified()];
    const { token, pin } = await desk.maker.blankToken('COPIED-KEYS');
    const { signing, encryption } = await token.makeRequests(pin);
    for (const caseId of [first, second]) {
      const serial = desk.nextSerial();
      await desk.shippingDesk.stocks(serial, 'spl-2');
      await desk.maker.start(caseId, serial);
    }
    const ask = (caseId: string, use: string, request: string) =>
      desk.as('spp-1').send('POST', path(caseId, 'certificate-requests'), { body: { use, request } });
    expect(await ask(first, 'signing', signing)).toMatchObject({ status: 200 });
    expect(await ask(first, 'encryption', signing)).toMatchObject({ status: 409, body: { code: 'PublicKeyTaken' } });
    expect(await ask(second, 'signing', signing)).toMatchObject({ status: 409, body: { code: 'PublicKeyTaken' } });
    expect(await ask(first, 'signing', encryption)).toMatchObject({
      status: 409,
      body: { code: 'IssuanceAlreadyOpened' },
    });
  });

  it('is to see or touch what belongs to another authority or another counter', async () => {
    const caseId = await desk.reVerified();
    for (const stranger of ['agc-9', 'agc-2'] as const) {
      const http = desk.as(stranger);
      expect(
        (await http.send<{ items: { caseId: string }[] }>('GET', `${API}/orders`)).body.items.map(
          (line) => line.caseId,
        ),
      ).not.toContain(caseId);
      expect(await http.send('GET', `${API}/orders/${caseId}`)).toMatchObject({ status: 404 });
      expect(await http.send('GET', path(caseId, 'documents/business-licence/pages/1'))).toMatchObject({ status: 404 });
      expect(await http.send('POST', path(caseId, 'pickup-notice'), { body: {} })).toMatchObject({ status: 404 });
    }
    expect(await desk.as('agm-1').send('GET', `${API}/orders/${caseId}`)).toMatchObject({ status: 200 });
    expect(await desk.as('agc-1').send('POST', path(caseId, 'failure'), { body: { ground: 'other' } })).toMatchObject({
      status: 403,
    });
  });
});

describe('a request out of a token', () => {
  it.each([
    ['nonsense', 'CsrMalformed'],
    ['-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----', 'CsrMalformed'],
  ])('that is %j is refused and changes nothing', async (request, code) => {
    const caseId = await desk.reVerified();
    const serial = desk.nextSerial();
    await desk.shippingDesk.stocks(serial, 'spl-2');
    await desk.maker.start(caseId, serial);
    const answer = await desk
      .as('spp-1')
      .send('POST', path(caseId, 'certificate-requests'), { body: { use: 'signing', request } });
    expect(answer).toMatchObject({ status: 422, body: { code, errors: [{ field: 'request' }] } });
    expect(await desk.at(caseId, 'producing')).toMatchObject({ nextStep: 'request-certificates' });
  });

  it('is answered as before when it is sent again, and done once', async () => {
    const caseId = await desk.reVerified();
    const serial = desk.nextSerial();
    await desk.shippingDesk.stocks(serial, 'spl-2');
    await desk.maker.start(caseId, serial);
    const { token, pin } = await desk.maker.blankToken(serial);
    const { signing } = await token.makeRequests(pin);
    const send = (use = 'signing') =>
      desk.as('spp-1').send<{ certificates: { signing: string } }>('POST', path(caseId, 'certificate-requests'), {
        body: { use, request: signing },
        key: `request-of-${caseId}`,
      });
    const first = await send();
    const again = await send();
    expect([first.status, again.status, again.revision]).toEqual([200, 200, first.revision]);
    expect(again.body.certificates.signing).toBe(first.body.certificates.signing);
    expect(await send('encryption')).toMatchObject({ status: 422 });
  });

  it('is not answered with what was made for another token, when it is sent again after its own has died', async () => {
    const caseId = await desk.reVerified();
    const serial = desk.nextSerial();
    await desk.shippingDesk.stocks(serial, 'spl-2');
    await desk.maker.start(caseId, serial);
    const { token, pin } = await desk.maker.blankToken(serial);
    const body = { use: 'signing', request: (await token.makeRequests(pin)).signing };
    const send = () =>
      desk.as('spp-1').send('POST', path(caseId, 'certificate-requests'), { body, key: `lost-${caseId}` });
    expect((await send()).status).toBe(200);
    await desk.maker.reportsFailure(caseId, 'token-died', '介质无法读取');
    const over = { status: 409, body: { code: 'AnotherAttempt', attempt: 2 } };
    expect(await send()).toMatchObject(over);
    await desk.made(caseId);
    expect(await send()).toMatchObject(over);
  });
});

describe('the quality check', () => {
  it('fails where the token holds another key, certificate or seal than was made for it', async () => {
    const [caseId, otherCase] = [await desk.reVerified(), await desk.reVerified()];
    const [key, other] = [await desk.made(caseId), await desk.made(otherCase)];
    const check = async (change: object) => {
      const body = {
        tokenSerial: key.token.serialNumber,
        certificates: key.delivery.certificates,
        seal: key.token.readSeal()?.toString('base64'),
        signature: (await key.token.signNonce(key.pin, Buffer.from(key.delivery.nonce))).toString('base64'),
        ...change,
      };
      const answer = await desk
        .as('spp-2')
        .send<{ errors?: { field: string }[] }>('POST', path(caseId, 'quality-check'), { body });
      return [answer.status, answer.body?.errors?.map(({ field }) => field)];
    };
    const swapped = { signing: key.delivery.certificates.encryption, encryption: key.delivery.certificates.signing };
    const ofOtherNonce = (await key.token.signNonce(key.pin, Buffer.from(other.delivery.nonce))).toString('base64');
    expect(await check({ certificates: swapped })).toEqual([422, ['certificates.signing', 'certificates.encryption']]);
    expect(await check({ signature: ofOtherNonce })).toEqual([422, ['signature']]);
    expect((await check({ seal: other.token.readSeal()?.toString('base64') }))[0]).toBe(422);
    expect((await check({ tokenSerial: other.token.serialNumber }))[0]).toBe(422);
    expect((await check({}))[0]).toBe(204);
  });
});

describe('a token that dies half-way', () => {
  it('is scrapped with one call, its certificates are revoked, and the key is made again with a clock of its own', async () => {
    const caseId = await desk.reVerified();
    const dead = await desk.made(caseId);
    await desk.maker.reportsFailure(caseId, 'token-died', '写入时失去响应');
    const revocations = await desk.told(caseId, 'CertificateRevoked', 2);
    expect(revocations.map(({ reason }) => reason)).toEqual(['superseded', 'superseded']);
    expect(await desk.told(caseId, 'RemakeOrdered')).toMatchObject([{ attempt: 2, ground: 'token-died' }]);
    const [due] = await desk.told(caseId, 'DueDateSet');
    expect(due).toMatchObject({
      stage: 're-verification-and-making',
      attempt: 2,
      dueOn: '2026-03-09',
      provisional: false,
    });
    await until(
      'the token is scrapped',
      () => desk.token(dead.token.serialNumber),
      (status) => status === 'scrapped',
    );
    const anew = await desk.checked(caseId);
    expect(serialOf(anew.delivery.certificates.signing)).not.toBe(serialOf(dead.delivery.certificates.signing));
    await until('the old certificates are on the list for good', list, ({ revoked }) =>
      (['signing', 'encryption'] as const).every(
        (use) => revoked.get(serialOf(dead.delivery.certificates[use]))?.reason === 'superseded',
      ),
    );
  });
});

describe('a parcel', () => {
  it('is received as its manifest says, and differences are told before they are accepted', async () => {
    const cases = [await desk.reVerified(), await desk.reVerified()];
    const keys = [await desk.checked(cases[0] as string), await desk.checked(cases[1] as string)];
    const tokens = keys.map(({ token }) => token.serialNumber);
    const parcelId = await desk.shippingDesk.ships({ tokens, agencyId, pickupPointId, trackingNumber: 'SF-TWO-KEYS' });
    await desk.counter.orders.awaits(cases[1] as string, 'await-receipt');
    const labelled = await desk.as('agc-1').get<{ items: object[] }>(`${API}/parcels?trackingNumber=sf-two-keys`);
    expect(labelled.body.items).toMatchObject([{ parcelId, trackingNumber: 'SF-TWO-KEYS' }]);
    const receive = (body: object) => desk.as('agc-1').send('POST', `${API}/parcels/${parcelId}/receipt`, { body });
    expect(await receive({ tokens: [tokens[0]] })).toMatchObject({
      status: 409,
      body: { code: 'ManifestDiffers', missing: [tokens[1]], unexpected: [] },
    });
    expect(await receive({ tokens: [tokens[0]], acceptDifferences: true })).toMatchObject({ status: 204 });
    await desk.at(cases[0] as string, 'received');
    await desk.at(cases[1] as string, 'shipped');
    await desk.shippingDesk.reportsLoss(parcelId);
    expect(await desk.told(cases[1] as string, 'ParcelLost')).toMatchObject([{ ground: 'lost', parcelId }]);
    await desk.at(cases[1] as string, 'to-make');
    await desk.at(cases[0] as string, 'received');
    const revoked = await desk.told(cases[1] as string, 'CertificateRevoked', 2);
    expect(revoked.map(({ reason }) => reason)).toEqual(['keyCompromise', 'keyCompromise']);
  });

  it('is nothing by which a key could be reported that its enterprise has in its hand', async () => {
    const caseId = await desk.reVerified();
    const { key, parcelId } = await desk.ready(caseId);
    await desk.counter.passesFinalReview(caseId);
    const { serialNumber } = key.token;
    await desk.counter.handsOver(caseId, serialNumber, applicant);
    await until(
      'the token is handed over',
      () => desk.token(serialNumber),
      (status) => status === 'handed-over',
    );
    const refused = { answer: { status: 409, body: { code: 'KeyHandedOver', serials: [serialNumber] } } };
    await expect(desk.counter.reportsDamage(parcelId, [serialNumber])).rejects.toMatchObject(refused);
    await expect(
      desk.counter.http.post(`${API}/parcels/${parcelId}/loss`, { tokens: [serialNumber] }),
    ).rejects.toMatchObject(refused);
    await expect(
      desk.counter.http.post(`${API}/parcels/${parcelId}/damage`, { ground: 'damaged' }),
    ).rejects.toMatchObject(refused);
  });

  it('takes no key that is not checked, goes elsewhere or is in another parcel, and then leaves no claim behind', async () => {
    const [made, checked] = [await desk.reVerified(), await desk.reVerified()];
    const [unchecked, good] = [await desk.made(made), await desk.checked(checked)];
    const ship = (tokens: readonly string[], trackingNumber: string, to = pickupPointId) =>
      desk.as('spl-1').send('POST', `${API}/parcels`, {
        body: { tokens, agencyId, pickupPointId: to, carrier: '顺丰速运', trackingNumber },
      });
    const { serialNumber } = good.token;
    expect(await ship([serialNumber, unchecked.token.serialNumber], 'SF-A-0001')).toMatchObject({
      status: 409,
      body: { code: 'NotToShip', tokenSerial: unchecked.token.serialNumber },
    });
    expect(await ship([serialNumber], 'SF-B-0001', 'point-9')).toMatchObject({
      status: 409,
      body: { code: 'WrongDestination', tokenSerial: serialNumber },
    });
    expect(await ship(['NO-SUCH-TOKEN'], 'SF-C-0001')).toMatchObject({ status: 422, body: { code: 'TokenInNoOrder' } });
    expect(await ship([serialNumber, serialNumber], 'SF-D-0001')).toMatchObject({ status: 400 });
    expect(await ship([serialNumber], 'SF-E-0001')).toMatchObject({ status: 201 });
    expect((await ship([serialNumber], 'SF-F-0001')).status).toBe(409);
    expect((await ship([serialNumber], 'SF-E-0001')).status).toBe(409);
  });
});

describe('a withdrawal', () => {
  it.each(['to-make', 'producing', 'made', 'shipped', 'ready'] as const)(
    'wins over a key that is %s',
    async (status) => {
      const caseId = await desk.reVerified();
      const way = {
        'to-make': async () => null,
        producing: async () => desk.made(caseId),
        made: async () => desk.checked(caseId),
        shipped: async () => (await desk.shipped(caseId)).key,
        ready: async () => (await desk.ready(caseId)).key,
      };
      const key = await way[status]();
      await desk.withdraw(caseId);
      expect(await desk.told(caseId, 'OrderEnded')).toMatchObject([{ ground: 'withdrawn' }]);
      await desk.at(caseId, 'withdrawn');
      if (key === null) return;
      await desk.told(caseId, 'CertificateRevoked', 2);
      await until(
        'the token must come back',
        () => desk.token(key.token.serialNumber),
        (is) => is === 'recalled',
      );
      const back = `${API}/tokens/${key.token.serialNumber}`;
      await desk.as('spl-1').post(`${back}/return`, {});
      await desk.as('spl-1').post(`${back}/destruction`, { witness: 'spl-2' });
      expect(await desk.as('spp-1').send('POST', path(caseId, 'failure'), { body: { ground: 'other' } })).toMatchObject(
        { status: 409 },
      );
    },
  );
});

interface OrderListed {
  readonly changedAt: string;
  readonly collectBy: string;
}

describe('the counter', () => {
  it('finds a case by code, token and QR, and sees who may take the key', async () => {
    const caseId = await desk.reVerified();
    const { key } = await desk.ready(caseId);
    const found = async (query: string) =>
      (await desk.as('agc-1').get<{ items: { caseId: string }[] }>(`${API}/orders?${query}`)).body.items.map(
        (line) => line.caseId,
      );
    const { body } = await desk.as('agc-1').get<{ uscc: string; authorisedUser: unknown }>(`${API}/orders/${caseId}`);
    expect(await found(`token=${key.token.serialNumber.toLowerCase()}`)).toEqual([caseId]);
    expect(
      await found(`qr=${encodeURIComponent(`EKEY1|application-form|${formNumberOf(caseId)}|1|0123abcd`)}`),
    ).toEqual([caseId]);
    expect(await found(`uscc=${body.uscc}&limit=200`)).toContain(caseId);
    const { name, idType, idNumber } = applicant;
    expect(body.authorisedUser).toEqual({ name, idType, idNumber });
    expect((await desk.as('spp-1').get<object>(`${API}/orders/${caseId}`)).body).not.toHaveProperty('authorisedUser');
    const page = await desk.as('agc-1').get(path(caseId, 'documents/business-licence/pages/1'));
    expect([page.headers.get('content-type'), page.bytes.toString()]).toEqual([
      'image/jpeg',
      'scan of business-licence',
    ]);
    for (const number of ['1e0', '%201', '0x1', '01e'])
      expect(
        await desk.as('agc-1').send('GET', path(caseId, `documents/business-licence/pages/${number}`)),
      ).toMatchObject({
        status: 400,
        body: { code: 'InvalidRequest' },
      });
    const looks = await desk.floor.accessLog.read({ service: 'issuance', subject: caseId, after: 0, limit: 50 });
    expect(looks.map(({ action }) => action)).toEqual(['authorised-user.read', 'document.read business-licence/1']);
  });

  it('finds what waits for its enterprise by the end of its term, and what is over newest first', async () => {
    const listed = async (state: string) =>
      (await desk.as('agm-1').get<{ items: OrderListed[] }>(`${API}/orders?state=${state}&limit=200`)).body.items;
    for (let n = 0; n < 3; n += 1) {
      const caseId = await desk.reVerified();
      const { key } = await desk.ready(caseId);
      await desk.counter.passesFinalReview(caseId);
      await desk.counter.handsOver(caseId, key.token.serialNumber, applicant);
      await desk.at(caseId, 'collected');
      await desk.ready(await desk.reVerified());
    }
    const over = (await listed('collected')).map(({ changedAt }) => changedAt);
    expect(over.length).toBeGreaterThan(2);
    expect(over).toEqual([...over].sort().reverse());
    const waiting = (await listed('ready,reviewed,final-failed')).map(({ collectBy }) => collectBy);
    expect(waiting).toEqual([...waiting].sort());
  });

  it('refuses another case’s token and anybody who is not entitled, and hands over to the bearer of a letter', async () => {
    const caseId = await desk.reVerified();
    const { key } = await desk.ready(caseId);
    await expect(desk.counter.handsOver(caseId, key.token.serialNumber, applicant)).rejects.toMatchObject({
      answer: { status: 409, body: { code: 'FinalReviewNotPassed', nextStep: 'final-review' } },
    });
    await desk.counter.passesFinalReview(caseId);
    const stranger = { name: '李四', idType: 'residentIdentityCard', idNumber: applicant.idNumber } as const;
    const refused = (code: string) => ({ answer: { body: { code } } });
    const { serialNumber } = key.token;
    await expect(desk.counter.handsOver(caseId, 'EK-OTHER', applicant)).rejects.toMatchObject(
      refused('TokenOfAnotherCase'),
    );
    await expect(desk.counter.handsOver(caseId, serialNumber, stranger)).rejects.toMatchObject(
      refused('CollectorNotEntitled'),
    );
    await expect(desk.counter.handsOver(caseId, serialNumber, { ...applicant, idNumber: '123' })).rejects.toMatchObject(
      {
        answer: { body: { code: 'InvalidRequest', errors: [{ field: 'collector.idNumber' }] } },
      },
    );
    await desk.counter.handsOver(caseId, serialNumber, stranger, 'bearer-of-introduction-letter', '介字12号');
    expect(await desk.told(caseId, 'KeyCollected')).toMatchObject([{ collector: 'bearer-of-introduction-letter' }]);
    expect(JSON.stringify(await desk.published(caseId))).not.toContain('李四');
  });

  it('keeps the key until the letter with the PIN was sent', async () => {
    const caseId = await desk.reVerified();
    const serial = desk.nextSerial();
    await desk.shippingDesk.stocks(serial, 'spl-2');
    const blank = await desk.maker.blankToken(serial);
    await desk.maker.start(caseId, serial);
    const key = { ...blank, delivery: await desk.maker.personalise(caseId, blank.token, blank.pin) };
    await desk.checker.checks(caseId, key);
    const parcelId = await desk.shippingDesk.ships({
      tokens: [serial],
      agencyId,
      pickupPointId,
      trackingNumber: 'SF-NO-PIN',
    });
    await desk.counter.orders.awaits(caseId, 'await-receipt');
    await desk.counter.receives(parcelId, [serial]);
    await desk.counter.orders.awaits(caseId, 'notify-collection');
    const unsent = () => desk.maker.orders.list({ pinLetter: 'missing' });
    expect(await unsent()).toContainEqual(expect.objectContaining({ caseId, pinLetterSent: false }));
    await desk.counter.notifies(caseId);
    await desk.counter.orders.awaits(caseId, 'final-review');
    await desk.counter.passesFinalReview(caseId);
    await desk.counter.orders.awaits(caseId, 'send-pin-letter');
    await expect(desk.counter.handsOver(caseId, serial, applicant)).rejects.toMatchObject({
      answer: { body: { code: 'PinLetterMissing' } },
    });
    const inTheParcel = { letterNumber: 'L-1', dispatch: { carrier: '顺丰速运', trackingNumber: 'SF-NO-PIN' } };
    expect(await desk.as('spp-1').send('POST', path(caseId, 'pin-letter'), { body: inTheParcel })).toMatchObject({
      body: { code: 'PinLetterInSameParcel' },
    });
    await desk.maker.sendPinLetter(caseId, 'L-1');
    await desk.counter.orders.awaits(caseId, 'hand-over');
    expect(await unsent()).not.toContainEqual(expect.objectContaining({ caseId }));
    await desk.counter.handsOver(caseId, serial, applicant);
  });

  it('may try a correctable final review again; the manager ends one that failed for good', async () => {
    const caseId = await desk.reVerified();
    const { key } = await desk.ready(caseId);
    const unchecked = { verdict: 'pass', documents: [{ slot: SLOTS[0], version: 1 }] };
    expect(await desk.as('agc-1').send('POST', path(caseId, 'final-review'), { body: unchecked })).toMatchObject({
      status: 422,
      body: { code: 'DocumentsUnchecked', missing: SLOTS.slice(1) },
    });
    await desk.counter.failsFinalReview(caseId, { code: 'T01', target: 'business-licence' }, '缺营业执照副本');
    await desk.counter.passesFinalReview(caseId);
    await desk.counter.failsFinalReview(caseId, { code: 'X01', target: 'counter' }, '公章系伪造', false);
    expect(await desk.told(caseId, 'FinalReviewFailed', 2)).toMatchObject([
      { correctable: true, remark: { field: 'remark' } },
      { correctable: false, reasons: [{ code: 'X01', target: 'counter' }] },
    ]);
    const body = { verdict: 'pass', documents: SLOTS.map((slot) => ({ slot, version: 1 })) };
    expect(await desk.as('agc-1').send('POST', path(caseId, 'final-review'), { body })).toMatchObject({
      body: { code: 'NotCorrectable' },
    });
    expect(
      await desk
        .as('agc-1')
        .send('POST', path(caseId, 'termination'), { body: { ground: 'forged-materials', remark: '移交' } }),
    ).toMatchObject({ status: 403 });
    await desk.manager.terminates(caseId, 'forged-materials', '移交公安机关');
    expect(await desk.told(caseId, 'OrderEnded')).toMatchObject([{ ground: 'forged-materials' }]);
    const shown = await until(
      'the end is shown',
      () => desk.as('agm-1').get<{ label: string; ended: { remark: string } | null }>(`${API}/orders/${caseId}`),
      ({ body: order }) => order.ended !== null,
    );
    expect(shown.body).toMatchObject({ label: '已终止', ended: { remark: '移交公安机关' } });
    await until(
      'the token must come back',
      () => desk.token(key.token.serialNumber),
      (is) => is === 'recalled',
    );
  });
});

describe('a soft token', () => {
  it('never sees a certificate that is not on hold on a list that is out', async () => {
    const caseId = await desk.reVerified();
    const serial = desk.nextSerial();
    await desk.shippingDesk.stocks(serial, 'spl-2');
    await desk.maker.start(caseId, serial);
    const { token, initialPin } = await SoftToken.initialise({ serialNumber: serial, stretching: 16 });
    const { signing } = await token.makeRequests(initialPin);
    const { body } = await desk
      .as('spp-1')
      .post<{ certificates: { signing: string } }>(path(caseId, 'certificate-requests'), {
        use: 'signing',
        request: signing,
      });
    const { revoked, nextUpdate, thisUpdate } = await list();
    expect(revoked.get(serialOf(body.certificates.signing))?.reason).toBe('certificateHold');
    expect(nextUpdate.getTime() - thisUpdate.getTime()).toBe(3_600_000);
  });
});
