import { GOOD, HttpClient, ON_HOLD, serialIn } from '@ekey/journeys';
import { describeCertificateStatus, inOneWorld, KeyInUse, NamedResponder } from '@ekey/journeys/procedures';
import { statusRequest } from '@ekey/pki/testing';
import { withDesk, type IssuanceDesk } from './issuance-desk';
import { standaloneWorld, type StandaloneWorld } from './standalone.world';

const ANSWER_HEADERS = [
  ...['content-type', 'content-length', 'cache-control', 'content-security-policy', 'referrer-policy'],
  ...['strict-transport-security', 'x-content-type-options', 'x-frame-options'],
];

let world: StandaloneWorld;

inOneWorld(
  async () => (world = await standaloneWorld()),
  (on) => {
    describeCertificateStatus(on);

    it('leaves nothing parked', async () => {
      for (const service of ['intake', 'issuance'] as const)
        expect(await world.standalone.floor.service(service).reactors.parked()).toEqual([]);
    });
  },
);

describe('issuance alone', () => {
  let desk: IssuanceDesk;
  withDesk((opened) => (desk = opened));

  it('revokes what was made for a case whose withdrawal comes late, and tells since when', async () => {
    const caseId = await desk.reVerified();
    const serial = serialIn((await desk.made(caseId)).token);
    await desk.withdraw(caseId);
    await desk.reliance.becomes(serial, 'revoked');
    const { reason, since } = (await desk.reliance.answer(serial)).body;
    expect(reason).toBe('cessationOfOperation');
    expect(Date.parse(since)).toBeLessThanOrEqual(Date.parse(desk.clock.now()));
  });

  it('says the same byte for byte and header for header to who asks again, and counts him as it does anybody', async () => {
    const { key } = await desk.collected();
    await desk.reliance.isTold(key, GOOD);
    const http = new HttpClient(desk.url);
    const responder = new NamedResponder(http, key);
    const request = statusRequest(responder.question);
    const count = async () => {
      const { bytes } = await http.send('GET', '/metrics');
      const route = 'method="POST",route="/api/issuance/v1/ocsp",status="200"';
      return Number(new RegExp(`ekey_http_request_seconds_count{${route}} (\\d+)`).exec(bytes.toString())?.[1]);
    };
    const before = await count();
    const answers = [];
    for (let time = 0; time < 3; time += 1) answers.push(await responder.post(request));
    answers.push(await responder.get(encodeURIComponent(request.toString('base64'))));
    expect(await count()).toBe(before + 3);
    const ids = answers.map(({ headers }) => headers.get('x-correlation-id'));
    expect(new Set(ids).size).toBe(4);
    const [first, ...others] = answers.map(({ status, bytes, headers }) => ({
      ...{ status, bytes },
      headers: ANSWER_HEADERS.map((name) => headers.get(name)),
    }));
    expect(first?.headers).not.toContain(null);
    for (const other of others) expect(other).toEqual(first);
  });

  it('takes back at once what it said, when a key is suspended and when it is given free', async () => {
    const { caseId, key } = await desk.collected();
    await desk.reliance.isTold(key, GOOD);
    const inUse = new KeyInUse(desk.office, caseId, key);
    const responder = new NamedResponder(new HttpClient(desk.url), key);
    expect((await responder.told()).told).toMatchObject([{ status: 'good' }]);
    await inUse.post('manager', 'suspension', { ground: 'lost' });
    await desk.reliance.becomes(serialIn(key.token), ON_HOLD[2]);
    for (const nonce of [undefined, Buffer.alloc(16, 7), undefined])
      expect((await responder.told(nonce)).told).toMatchObject([{ status: 'revoked', reason: 6 }]);
    await inUse.post('manager', 'reinstatement', { reference: '到场说明 3' });
    await inUse.post('reviewer', 'reinstatement/confirmation');
    await desk.reliance.becomes(serialIn(key.token), GOOD[2]);
    expect((await responder.told()).told).toMatchObject([{ status: 'good' }]);
  });

  it('has another responder after a restart, which says the same', async () => {
    const { key } = await desk.collected();
    await desk.reliance.isTold(key, GOOD);
    const told = () => new NamedResponder(new HttpClient(desk.url), key).told();
    const before = await told();
    await desk.restart();
    const after = await told();
    expect(after.responder.serialNumber).not.toBe(before.responder.serialNumber);
    expect(after.told[0]).toMatchObject({ status: 'good' });
  });
});
