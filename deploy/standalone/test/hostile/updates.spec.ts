import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { KeyHolder, refusal, Refused, Renewing, until, type RequestOptions } from '@ekey/journeys';
import { letPass, type Case, type Sent } from '@ekey/journeys/scene';
import { OID, type CertificateUse } from '@ekey/pki';
import { TokenIssuer } from '@ekey/platform';
import { freshKeys, makeRequest, type KeyPair, type UpdateDelivery } from '@ekey/soft-token';
import { forged } from './forged';
import { Ground, isTold, type Expected } from './refusals';

const UPDATES = (id: string): string => `/api/renewal/v1/renewals/${id}/update-sessions`;

let ground: Ground;
let kept: Case & Sent;
let holder: KeyHolder;
let renewing: Renewing;
let session: string;
/** Of the last attempt that there may be. */
let keys: Readonly<Record<CertificateUse, KeyPair>>;
let made: UpdateDelivery;

beforeAll(async () => {
  ground = await Ground.prepare();
  kept = await ground.scene.collected();
  holder = new KeyHolder(ground.world, kept.token, kept.pin);
  await letPass(ground.world, { days: 300 });
  renewing = await Renewing.starts(holder);
  await renewing.isPrepared();
  await renewing.confirms();
  const { reviewer } = ground.scene.house.provider;
  await reviewer.awaits('renewal', renewing.id);
  await reviewer.passes('re-verification', renewing.id);
  await renewing.awaits('APPROVED');
}, 120_000);
afterAll(() => ground.world.end());

const at = (path: string, of = session): string => `${UPDATES(renewing.id)}/${of}${path}`;
const refused = (method: string, path: string, body: unknown, expected: Expected) =>
  ground.refuses(holder.http, [method, path, { body }], expected);
const opens = async (): Promise<string> =>
  (await holder.http.post<{ sessionId: string }>(UPDATES(renewing.id), {})).body.sessionId;

/** @returns why no session was opened; `null` where one was */
async function opensIfItMay(): Promise<string | null> {
  const { body } = await holder.http.send<{ sessionId?: string; code?: string }>('POST', UPDATES(renewing.id), { body: {} }); // prettier-ignore
  session = body.sessionId ?? session;
  return body.code ?? null;
}

/** Of no session that could be ended. */
function lastingToken(serial: string): Promise<string> {
  const key = { serial, uscc: kept.enterprise.facts.uscc };
  const { floor } = ground.world.standalone;
  const tokens = new TokenIssuer(floor.tokenKeys, ground.world.clock, 'intake', 900);
  return tokens.issue({ kind: 'enterprise', id: `key-${serial}`, roles: ['KEY'], key });
}

const subject = (value: string, type: string = OID.commonName) => ({ type, value });
const requestFor = ({ privateKey, publicKey }: KeyPair, names = [subject(kept.token.serialNumber)]): string =>
  makeRequest(privateKey, publicKey, names);
const asks = (use: CertificateUse, keys: KeyPair) =>
  holder.http.put(at(`/certificate-requests/${use}`), { request: requestFor(keys) });
const delivery = async (wait = 20): Promise<UpdateDelivery> =>
  (await holder.http.get<UpdateDelivery>(at(`/delivery?wait=${wait}`))).body;

describe('a step of an update', () => {
  it('is none before a session is opened, or in one that there is not', async () => {
    session = randomUUID();
    const steps: readonly [method: string, path: string, body: unknown][] = [
      ['GET', '/delivery', undefined],
      ['PUT', '/steps/signing-written', { sha256: '0'.repeat(64) }],
      ['POST', '/proof', { attempt: 1, signature: 'AAAA' }],
      ['PUT', '/certificate-requests/signing', { request: requestFor(await freshKeys()) }],
    ];
    for (const [method, path, body] of steps)
      await refused(method, at(path), body, { status: 409, code: 'SessionMissing' });
    session = await opens();
    for (const [method, path, body] of steps)
      await refused(method, at(path, randomUUID()), body, { status: 409, code: 'SessionSuperseded' });
  });
  it('is none of another name, nor with another body', async () => {
    const sha256 = '0'.repeat(64);
    const invalid = { status: 400, code: 'InvalidRequest' };
    await refused('PUT', at('/steps/everything-written'), { sha256 }, invalid);
    await refused('PUT', at('/steps/signing-written'), { sha256: sha256.toUpperCase() + 'G' }, invalid);
    await refused('PUT', at('/certificate-requests/both'), { request: 'x' }, invalid);
    await refused('POST', at('/proof'), { attempt: 0, signature: 'AAAA' }, invalid);
    await refused('GET', at('/delivery?wait=600'), undefined, invalid);
  });
});

describe('a certificate request for a renewal', () => {
  const [path, malformed] = ['/certificate-requests/signing', { status: 422, code: 'CsrMalformed', field: 'request' }];

  it('that is none, or is longer than any, is refused', async () => {
    await refused('PUT', at(path), { request: 'nothing of the kind' }, malformed);
    await refused('PUT', at(path), { request: 'M'.repeat(30_000) }, { status: 400, code: 'InvalidRequest' });
  });
  it('that proves no possession of its key is refused', async () => {
    const [own, other] = [await freshKeys(), await freshKeys()];
    const wrong = { status: 422, code: 'CsrSignatureWrong', field: 'request' };
    await refused('PUT', at(path), { request: forged(requestFor(own)) }, wrong);
    await refused('PUT', at(path), { request: requestFor({ ...own, publicKey: other.publicKey }) }, wrong);
  });
  it('for a weak key is refused', () => {
    const request = requestFor(generateKeyPairSync('rsa', { modulusLength: 1_024 }));
    return refused('PUT', at(path), { request }, { status: 422, code: 'KeyTooWeak', field: 'request' });
  });
  it('that names another key or another enterprise is refused', async () => {
    const keys = await freshKeys();
    const notApproved = { status: 422, code: 'SubjectNotApproved', field: 'request' };
    const own = subject(kept.token.serialNumber);
    for (const names of [
      [subject('EK00000000')],
      [own, subject('另一家公司', OID.organizationName)],
      [own, subject('上海市', OID.localityName)],
    ])
      // prettier-ignore
      await refused('PUT', at(path), { request: requestFor(keys, names) }, notApproved);
  });
  it('for the key of the other use is refused', async () => {
    const keys = await freshKeys();
    await asks('signing', keys);
    const notDistinct = { status: 422, code: 'KeysNotDistinct' };
    await refused('PUT', at('/certificate-requests/encryption'), { request: requestFor(keys) }, notDistinct);
  });
  it('for a key that has a certificate elsewhere gets none, and the delivery says so', async () => {
    const request = await kept.token.makeRequest(kept.pin, 'encryption');
    await holder.http.put(at('/certificate-requests/encryption'), { request });
    const { refused: told, complete } = await delivery();
    expect({ told, complete }).toEqual({ told: [{ use: 'encryption', code: 'PublicKeyTaken' }], complete: false });
    // Asked for again it gets none either, and costs nothing.
    const again = await holder.http.put<{ attempt: number; next: string }>(at('/certificate-requests/encryption'), { request }); // prettier-ignore
    expect(again.body).toMatchObject({ attempt: 1, next: 'certificate-request/encryption' });
  });
  it('for another key in its place is taken in the same attempt', async () => {
    await asks('encryption', await freshKeys());
    expect(await delivery()).toMatchObject({ attempt: 1, complete: true, refused: [] });
  });
});

describe('keys that are lost', () => {
  it('are made anew three times; a fourth loss tells that the token is dead', async () => {
    // Those above are the first.
    for (let lost = 2; lost <= 3; lost += 1) {
      await asks('signing', await freshKeys());
      await asks('encryption', await freshKeys());
      expect((await renewing.read()).update?.attempt).toBe(lost);
    }
    const last = { signing: await freshKeys(), encryption: await freshKeys() };
    await asks('signing', last.signing);
    await asks('encryption', last.encryption);
    expect((await renewing.read()).update?.attempt).toBe(4);
    const fifth = { request: requestFor(await freshKeys()) };
    const told = await ground.refuses(holder.http, ['PUT', at('/certificate-requests/signing'), { body: fifth }], {
      status: 409,
      code: 'TooManyOrphans',
    });
    expect(told).toMatchObject({ most: 3, procedure: 'replacement' });
    keys = last;
    made = await delivery();
    expect(made.complete).toBe(true);
    expect((await asks('signing', last.signing)).body).toMatchObject({ attempt: 4, next: 'signing-written' });
  });
});

describe('what was delivered', () => {
  const digestOf = async (step: string): Promise<string> => {
    const { certificates, seal } = (await delivery(0)) as unknown as {
      certificates: Record<CertificateUse, { sha256: string }>;
      seal: { sha256: string };
    };
    return step === 'seal-written' ? seal.sha256 : certificates[step === 'signing-written' ? 'signing' : 'encryption'].sha256; // prettier-ignore
  };
  const step = (name: string): string => at(`/steps/${name}`);
  const proofBy = ({ privateKey }: KeyPair, text: string) => ({
    attempt: made.attempt,
    signature: sign('sha256', Buffer.from(text, 'utf8'), privateKey).toString('base64'),
  });

  it('is confirmed by what was read back, in its order, and each step any number of times', async () => {
    const differs = { status: 422, code: 'ReadBackDiffers' };
    const outOfOrder = { status: 409, code: 'StepOutOfOrder' };
    await refused('PUT', step('signing-written'), { sha256: '0'.repeat(64) }, differs);
    await refused('PUT', step('signing-written'), { sha256: await digestOf('seal-written') }, differs);
    for (const late of ['encryption-written', 'seal-written'])
      await refused('PUT', step(late), { sha256: await digestOf(late) }, outOfOrder);
    const body = { sha256: await digestOf('signing-written') };
    const first = await holder.http.put(step('signing-written'), body);
    const before = await ground.facts();
    const again = await holder.http.put(step('signing-written'), body);
    expect([again.body, await ground.facts()]).toEqual([first.body, before]);
  });
  it('is proved by nobody before every step is confirmed', async () => {
    await refused('POST', at('/proof'), proofBy(keys.signing, made.text), { status: 409, code: 'StepsMissing' });
    for (const name of ['encryption-written', 'seal-written'])
      await holder.http.put(step(name), { sha256: await digestOf(name) });
  });
  it('is proved by the new signing key alone, over the text of this session and attempt', async () => {
    const wrong = { status: 422, code: 'NewKeyProofWrong' };
    const { text } = await delivery(0);
    await refused('POST', at('/proof'), proofBy(keys.encryption, text), wrong);
    await refused('POST', at('/proof'), proofBy(keys.signing, `${text} `), wrong);
    await refused('POST', at('/proof'), { ...proofBy(keys.signing, text), signature: 'AAAA' }, wrong);
    const byOldKey = (await kept.token.signNonce(kept.pin, Buffer.from(text, 'utf8'))).toString('base64');
    await refused('POST', at('/proof'), { attempt: made.attempt, signature: byOldKey }, wrong);
    const another = { ...proofBy(keys.signing, text), attempt: made.attempt - 1 };
    await refused('POST', at('/proof'), another, { status: 409, code: 'AnotherAttempt' });
    const challenge = await holder.asks();
    await refused('POST', at('/proof'), proofBy(keys.signing, challenge.text), wrong);
    const former = session;
    session = await opens();
    await refused('POST', at('/proof', former), proofBy(keys.signing, text), {
      status: 409,
      code: 'SessionSuperseded',
    });
    await refused('POST', at('/proof'), proofBy(keys.signing, text), wrong);
  });
  it('is proved by nobody in a session that was left alone', async () => {
    const { text } = await delivery(0);
    await letPass(ground.world, { minutes: 16 });
    await holder.logIn();
    await refused('POST', at('/proof'), proofBy(keys.signing, text), { status: 409, code: 'SessionTimedOut' });
    session = await opens();
  });
  it('is proved by nobody while the key is on hold, whatever tokens are still good', async () => {
    const { serial } = (await renewing.read()).key;
    const place = `/api/issuance/v1/certificates/${serial}`;
    const { shanghai, provider } = ground.scene.house;
    holder.http.authorise(await lastingToken(serial));
    await shanghai.manager.http.post(`${place}/suspension`, { ground: 'misuse-suspected', reference: '来电 9' });
    const notLive = { status: 409, code: 'CertificateNotLive' };
    await until(
      'renewal has heard of it',
      () => opensIfItMay(),
      (code) => code === notLive.code,
    );
    await refused('POST', UPDATES(renewing.id), {}, notLive);
    const { text } = await delivery(0);
    await refused('POST', at('/proof'), proofBy(keys.signing, text), notLive);
    await shanghai.manager.http.post(`${place}/reinstatement`, { reference: '到场 9' });
    await provider.reviewer.http.post(`${place}/reinstatement/confirmation`);
    await until(
      'the key lets its holder in again',
      () => holder.logIn().catch(() => null),
      (begun) => begun !== null,
    );
    await until(
      'an update may be opened again',
      () => opensIfItMay(),
      (code) => code === null,
    );
  });
  it('is proved once, and whoever repeats it is told the same', async () => {
    const { text } = await delivery(0);
    // Signed while the old key was good, and answered when it is not any more.
    const old = await holder.proof(await holder.asks());
    const repeat: RequestOptions = { key: randomUUID() };
    const proof = proofBy(keys.signing, text);
    const first = await holder.http.post(at('/proof'), proof, repeat);
    const before = await ground.facts();
    const again = await holder.http.send('POST', at('/proof'), { ...repeat, body: proof });
    // The old key may have ended meanwhile, and the session with it.
    if (again.status !== 401) expect(again.body).toEqual(first.body);
    expect(await ground.facts()).toBe(before);
    await until(
      'the old key lets nobody in any more',
      () => holder.logIn().catch((error: unknown) => error),
      (told) => told instanceof Refused && told.answer.body.code === 'CertificateRevoked',
    );
    isTold(await refusal(holder.answers(old)), { status: 401, code: 'CertificateRevoked' });
  });
});

describe('a renewal that is done', () => {
  it('is done: the new key gets in, and every further step is told so', async () => {
    const answers = async () => {
      const { nonce, text } = await holder.asks();
      const certificate = made.certificates?.signing.certificate ?? '';
      const signature = sign('sha256', Buffer.from(text, 'utf8'), keys.signing.privateKey).toString('base64');
      return holder.answers({ nonce, certificate, signature });
    };
    const answer = await until(
      'the new key lets its holder in',
      () => answers().catch(() => null),
      (given) => given !== null,
    );
    holder.http.authorise(answer?.body.accessToken);
    const done = { status: 409, code: 'AlreadyRenewed' };
    const place = `/api/renewal/v1/renewals/${renewing.id}`;
    for (const path of ['/update-sessions', '/token-failure', '/withdrawal', '/form-reopening'])
      await refused('POST', `${place}${path}`, {}, done);
    await refused('GET', at('/delivery'), undefined, done);
    await refused('PUT', at('/steps/signing-written'), { sha256: '0'.repeat(64) }, done);
    await refused('PUT', at('/certificate-requests/signing'), { request: requestFor(await freshKeys()) }, done);
    const told = await ground.refuses(holder.http, ['POST', at('/proof'), { body: { attempt: 4, signature: 'AAAA' } }], done); // prettier-ignore
    expect(told).toMatchObject({ newSerial: answer?.body.key.serial });
  });
});
