import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { newHouse, type House } from './house';

let house: House;
beforeAll(async () => {
  house = await newHouse();
});
afterAll(() => house.end());

const saved = (name: string, text: string): string => {
  const file = path.join(house.folder, name);
  writeFileSync(file, text);
  return file;
};
const slots = async (): Promise<readonly string[]> => {
  const facts = await house.standalone.floor.service('intake').eventStore.readAll(0, 100);
  return facts.map(({ type, meta }) => `${type} ${meta.stream}`);
};

describe('the enterprises that had a key before', () => {
  it('are not taken where one line is wrong, which is named', async () => {
    const file = saved('wrong.csv', '统一社会信用代码\n91110101MA0000007T\n91110101MA0000007X\n');
    const { ok, text } = await house.run('import:holders', file);
    expect(ok).toBe(false);
    expect(text).toMatch(/^3: /m);
    expect(await slots()).toEqual([]);
  });

  it('are recorded once, however often the file is given, running or not', async () => {
    const file = saved('holders.csv', '统一社会信用代码\r\n91110101MA0000007T\r\n');
    expect(await house.run('import:holders', file)).toMatchObject({ ok: true, text: /Recorded 1 enterprises/ });
    expect(await house.run('import:holders', file)).toMatchObject({ ok: true, text: /1 were known already/ });
    const [only, ...more] = await slots();
    expect([only, more]).toEqual([expect.stringMatching(/intake\.EnterpriseSlots-91110101MA0000007T$/), []]);
    await house.stop();
    expect(await house.run('import:holders', file)).toMatchObject({ ok: true });
    await house.start();
    expect(await slots()).toHaveLength(1);
  });

  it('stand in a file that there is', async () => {
    const none = path.join(house.folder, 'none.csv');
    expect(await house.run('import:holders', none)).toMatchObject({ ok: false, text: /none\.csv cannot be read/ });
  });
});
