import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { readFirstAdministrator } from '@ekey/journeys';
import { newHouse, type House } from './house';

let house: House;
beforeAll(async () => {
  house = await newHouse();
});
afterAll(() => house.end());

const file = (): string => path.join(house.data, 'first-administrator.txt');

describe('the security administrator', () => {
  it('is told to who runs the host, and to nobody else, until he has logged in', async () => {
    const told = readFileSync(file(), 'utf8');
    expect(readFirstAdministrator(told)).toMatchObject({
      login: 'admin',
      password: expect.stringMatching(/^[A-Z0-9-]{20,}$/) as string,
    });
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    await house.stop();
    await house.start();
    expect(readFileSync(file(), 'utf8')).toBe(told);
  });

  it('is let in again by the host, which is a fact and stands in the access log', async () => {
    const first = readFirstAdministrator(readFileSync(file(), 'utf8'));
    const { ok, text } = await house.run('admin:recover');
    expect(ok).toBe(true);
    const { login, password } = readFirstAdministrator(text);
    expect([login, password]).toEqual(['admin', expect.not.stringContaining(first.password)]);
    const { eventStore } = house.standalone.floor.service('review');
    const [, recovered] = await eventStore.readAll(0, 10);
    expect(recovered).toMatchObject({ type: 'AdministratorRecovered', meta: { actor: { kind: 'host' } } });
    const [entry] = await house.standalone.floor.accessLog.read({ service: 'review', after: 0, limit: 1 });
    expect(entry).toMatchObject({ action: 'admin.recover', caller: { kind: 'host' }, outcome: 'granted' });
    expect(JSON.stringify([recovered, entry])).not.toContain(password);
  });

  it('is told by no file any more what is good for nothing now, nor at a later start', async () => {
    expect(existsSync(file())).toBe(false);
    await house.stop();
    await house.start();
    expect(existsSync(file())).toBe(false);
  });

  it('is let in also where no process runs, before anybody has logged in', async () => {
    const untouched = await newHouse();
    await untouched.stop();
    expect(await untouched.run('admin:recover')).toMatchObject({ ok: true });
    expect(existsSync(path.join(untouched.data, 'first-administrator.txt'))).toBe(false);
    await untouched.end();
  });
});
