import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { caseKey, viewPart, type Fact, type Recorded, type View } from '@ekey/kernel';
import { recorded } from '@ekey/kernel/testing';
import { KeysUnavailable } from '@ekey/personal-data';
import { openMongoPersonalData, type MongoPersonalData } from '@ekey/personal-data/mongo';
import { ViewsUnavailable } from '@ekey/views';
import { openMongoViews, type MongoViews } from '@ekey/views/mongo';
import { EngineSet } from '../src';

const notes: View<{ note: string }, string> = {
  name: 'notes',
  version: 1,
  parts: {
    note: viewPart<string, Fact<'NoteTaken', { text: string }>>({
      from: 'own',
      category: 'notify.Notice',
      on: ['NoteTaken'],
      key: ({ meta }) => meta.stream.slice('notify.Notice-'.length),
      project: (_part, { data }) => data.text,
    }),
  },
  answer: ({ note }) => note ?? null,
  indexes: {},
};
const taken = (id: string, text: string, revision = 0): Recorded =>
  recorded({ type: 'NoteTaken', data: { text } }, { stream: `notify.Notice-${id}`, revision });
/** As whoever meets the fault does: waits and asks again. */
async function again<Answer>(question: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    try {
      return await question();
    } catch (error) {
      if (!(error instanceof ViewsUnavailable || error instanceof KeysUnavailable)) throw error;
      await sleep(100);
    }
  }
}

/**
 * A server of its own, which is killed here: those that other specs share go on. FerretDB, since the other stand-in forgets
 * everything when it is killed.
 */
describe('a MongoDB that comes late and is killed', () => {
  const data = mkdtempSync(path.join(tmpdir(), 'mongo-outage-'));
  const engines = new EngineSet({ data, firstPort: 29_500 });
  const { url } = engines.address('ferretdb');
  const address = { url: url.replace('/ekey', '/'), deadlines: { reach: 500, answer: 2_000 } };
  const owner = caseKey('8b5d4a5e-6d3f-4a7e-9a10-000000000001');
  let views: MongoViews;
  let keys: MongoPersonalData;

  beforeAll(() => {
    const secrets = { masterKey: Buffer.alloc(32, 1), indexKey: Buffer.alloc(32, 2) };
    views = openMongoViews({ ...address, database: 'notify-views' });
    keys = openMongoPersonalData({ ...address, database: 'keys', ...secrets, trust: 0 });
  });
  afterAll(async () => {
    await views.close();
    await keys.close();
    await engines.stop('ferretdb');
    rmSync(data, { recursive: true });
  });

  it('is waited for by those that start before it, and keeps through a kill what it has acknowledged', async () => {
    const host = new URL(url).host;
    await expect(views.open([notes])).rejects.toThrow(new RegExp(`^views at ${host}: `));
    await expect(views.ping()).rejects.toThrow(ViewsUnavailable);
    await expect(keys.ping()).rejects.toThrow(new RegExp(`^keys at ${host}: `));
    await engines.start('ferretdb');
    await again(() => views.open([notes]));
    await views.apply(notes, [taken('a', 'before'), taken('b', 'before')]);
    const sealed = await again(() => keys.seal(owner, 'agent', '张三'));

    await engines.kill('ferretdb');
    const began = performance.now();
    for (const refused of [
      views.get(notes, 'a'),
      views.get(notes, 'a', { service: 'notify', revision: 1 }),
      views.find(notes, { limit: 1 }),
      views.apply(notes, [taken('a', 'while it is away', 1)]),
      views.ping(),
    ])
      await expect(refused).rejects.toThrow(ViewsUnavailable);
    for (const refused of [keys.open(sealed), keys.seal(owner, 'agent', '李四'), keys.erase(owner, 'now')])
      await expect(refused).rejects.toThrow(KeysUnavailable);
    expect(performance.now() - began).toBeLessThan(15_000);

    await engines.start('ferretdb');
    expect(await again(() => views.get(notes, 'a'))).toBe('before');
    await again(() => views.apply(notes, [taken('a', 'while it is away', 1)]));
    expect(await views.get(notes, 'a')).toBe('while it is away');
    expect(await views.count(notes)).toBe(2);
    expect(await again(() => keys.open(sealed))).toBe('张三');
    await views.ping();
    await keys.ping();
  });
});
