import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { HttpClient, until } from '@ekey/journeys';
import { readConfig } from '@ekey/platform';
import { DataFolder, openFloor } from '@ekey/floor';
import { forgotten, mailsIn, newHouse, settingsOf, type House } from './house';

let house: House;
beforeAll(async () => {
  house = await newHouse();
});
afterAll(() => house.end());

/** What a fault of the disk does to the messages, and what mends it. */
function write(from: string, to: string): void {
  const database = new DatabaseSync(path.join(house.data, 'messages.db'));
  const sql = `UPDATE messages SET data = CAST(replace(data, ?, ?) AS BLOB) WHERE subject = 'account-2'`;
  database.prepare(sql).run(from, to);
  database.close();
}

describe('what could not be handled', () => {
  beforeAll(async () => {
    await house.stop();
    const floor = await openFloor(readConfig(settingsOf(house.data)), house.clock, new DataFolder(house.data));
    for (const count of [1, 2, 3]) await forgotten(floor, count);
    await floor.close();
    write('requestId', 'requestID');
    await house.start();
    await until(
      'the others are mailed',
      async () => mailsIn(house.data).length,
      (mails) => mails === 2,
    );
  });

  it('stops its own case alone, and health tells of it', async () => {
    const client = new HttpClient(house.standalone.url);
    const ready = await until(
      'every reactor has met it',
      async () => client.get<{ services: { notify: { parked: readonly object[] } } }>('/health/ready'),
      ({ body }) => body.services.notify.parked.length > 0,
    );
    expect(ready.status).toBe(200);
    expect(ready.body.services.notify.parked).toContainEqual(expect.objectContaining({ case: 'account-2' }));
  });

  it('is told with its cause, and tried again in vain while the cause is there', async () => {
    const { ok, text } = await house.run('redrive', '--service', 'notify');
    expect(ok).toBe(false);
    expect(text).toMatch(/^0 dealt with, \d+ still parked\n/);
    expect(text).toMatch(
      /when-password-reset-requested.*, case account-2: .* of intake\.Account-account-2@1: .*checksum is wrong/,
    );
  });

  it('is done by the case that is named, or all, once the cause is gone', async () => {
    write('requestID', 'requestId');
    expect((await house.run('redrive', '--case', 'account-1')).text).toBe('0 dealt with, 0 still parked');
    const { ok, text } = await house.run('redrive');
    expect([ok, text]).toEqual([true, expect.stringMatching(/^\d+ dealt with, 0 still parked$/)]);
    await until(
      'the mail is out',
      async () => mailsIn(house.data).length,
      (mails) => mails === 3,
    );
  });

  it('is asked of a service that there is', async () => {
    expect(await house.run('redrive', '--service', 'accounting')).toMatchObject({
      ok: false,
      text: /there is no service/,
    });
  });
});
