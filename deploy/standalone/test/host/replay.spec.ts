import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { HttpClient, until } from '@ekey/journeys';
import { TokenIssuer } from '@ekey/platform';
import { idle, newHouse, type House } from './house';

const CASE = '5b0d4b2e-4c1a-4f0e-9a57-0d5f2c9a1e01';
const ADDRESS = 'agent@enterprise.example';
let house: House;

beforeAll(async () => {
  house = await newHouse();
  await idle(house.standalone.floor, CASE, ADDRESS);
  await until(
    'the mail is out and known to be',
    () => house.standalone.floor.service('notify').eventStore.head(),
    (facts) => facts === 2,
  );
});
afterAll(() => house.end());

const accessOf = (service: string) =>
  house.standalone.floor.accessLog.read({ service, subject: CASE, after: 0, limit: 100 });

async function auditor(): Promise<HttpClient> {
  const { floor, url } = house.standalone;
  const client = new HttpClient(url);
  const issuer = new TokenIssuer(floor.tokenKeys, house.clock, 'review', 900);
  client.authorise(await issuer.issue({ kind: 'staff', id: 'auditor', roles: ['AUD'] }));
  return client;
}

describe('a case told from the logs', () => {
  it('shows every fact with the state after it, and of persons only that something was given', async () => {
    const { ok, text } = await house.run('replay', '--case', CASE);
    expect(ok).toBe(true);
    const facts = text.split('\n').filter((line) => /^\d{4}-/.test(line));
    expect(facts.map((line) => line.split('  ')[2])).toEqual(['NoticeQueued v1', 'NoticeDelivered v1']);
    expect(facts[0]).toMatch(/notify\.Notice-[0-9a-f-]+@0 .* by service when-application-expiry-near/);
    expect(text).toContain(`"masked":true,"owner":"case:${CASE}"`);
    expect(text.match(/^ {2}state {2}\{.*"status"/gm)).toHaveLength(2);
    expect(text).not.toContain(ADDRESS);
    expect(await accessOf('notify')).toEqual([]);
  });

  it('shows everything for a purpose, which is recorded with who gave it', async () => {
    const { text } = await house.run('replay', '--case', CASE, '--purpose', 'a complaint of the applicant');
    expect(text).toContain(ADDRESS);
    const [entry] = await accessOf('notify');
    expect(entry).toMatchObject({
      action: 'replay.unmasked',
      purpose: 'a complaint of the applicant',
      outcome: 'granted',
      caller: { kind: 'host', roles: [] },
    });
    expect(entry?.caller.id).not.toBe('');
    expect(JSON.stringify(entry)).not.toContain(ADDRESS);
  });

  it('is told also where no process runs', async () => {
    await house.stop();
    expect(await house.run('replay', '--case', CASE)).toMatchObject({ ok: true });
    await house.start();
  });

  it('is unknown where no fact names it', async () => {
    expect(await house.run('replay', '--case', 'nobody')).toEqual({ ok: false, text: 'no fact tells of nobody' });
  });

  it('is the same for an auditor over HTTP, page by page, and recorded', async () => {
    const client = await auditor();
    const page = async (query: string) => {
      const answer = await client.get(`/api/notify/v1/audit/events?case=${CASE}${query}`);
      const lines = answer.bytes.toString('utf8').trim().split('\n');
      return lines
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as { position: number; type: string; state: object });
    };
    const [queued, delivered, ...more] = await page('');
    expect([queued?.type, delivered?.type, more]).toEqual(['NoticeQueued', 'NoticeDelivered', []]);
    expect(delivered?.state).toMatchObject({ status: expect.any(String) as string });
    expect(await page('&limit=1')).toEqual([queued]);
    expect(await page(`&after=${queued?.position}`)).toEqual([delivered]);
    expect(JSON.stringify([queued, delivered])).not.toContain(ADDRESS);
    expect((await accessOf('notify')).map(({ action }) => action)).toContain('audit.events');
  });
});

describe('views built anew beside the live ones', () => {
  const views = (service: string) => house.run('replay', '--rebuild', service);
  /** Another connection to the file of the live views: what it writes is as damage to them. */
  const damage = (sql: string): void => {
    const database = new DatabaseSync(path.join(house.data, 'notify/views.db'));
    database.exec(sql);
    database.close();
  };

  it('equal them in a house at work, for every service', async () => {
    for (const service of ['intake', 'review', 'issuance', 'renewal', 'notify']) {
      const { ok, text } = await views(service);
      expect([service, ok]).toEqual([service, true]);
      expect(text).toMatch(/ v\d+: equal \(\d+ documents\)/);
    }
  });

  it('tell what differs, and take its place when they are told to', async () => {
    damage(`DELETE FROM "view notices 1"`);
    expect(await views('notify')).toMatchObject({
      ok: false,
      text: /notices v2: DIFFERENT in 1 of 1 documents, first /,
    });
    const switched = await house.run('replay', '--rebuild', 'notify', '--switch');
    expect(switched).toMatchObject({ ok: true, text: /answered from the rebuilt view now/ });
    expect(await views('notify')).toMatchObject({ ok: true });
  });

  it('take nobody’s place while a record of the log is broken, which they name', async () => {
    const log = new DatabaseSync(path.join(house.data, 'notify/events.db'));
    const { fact } = log.prepare('SELECT fact FROM facts WHERE position = 2').get() as { fact: Uint8Array };
    const write = log.prepare('UPDATE facts SET fact = ? WHERE position = 2');
    write.run(Buffer.concat([fact, Buffer.from(' ')]));
    for (const words of [[], ['--switch']]) {
      const { ok, text } = await house.run('replay', '--rebuild', 'notify', ...words);
      expect(ok).toBe(false);
      expect(text).toMatch(/notices v2: DIFFERENT .*; record 2 of notify\.Notice-\S+ is broken: its checksum is wrong/);
      expect(text).toContain('docs/runbooks/broken-record.md');
      expect(text).not.toMatch(/--switch|rebuilt view now/);
    }
    write.run(fact);
    log.close();
    expect(await views('notify')).toMatchObject({ ok: true });
  });

  it('are compared also where no process runs', async () => {
    await house.stop();
    expect(await views('notify')).toMatchObject({ ok: true });
    await house.start();
  });

  it('belong to a service that there is', async () => {
    expect(await views('accounting')).toMatchObject({
      ok: false,
      text: /there is no service accounting: name one of intake/,
    });
  });
});
