/** @engines mongodb */
import type { Recorded } from '@ekey/kernel';
import { MongoConnection } from '@ekey/mongo';
import { dropDatabase, mongoServers, newDatabase } from '@ekey/mongo/testing';
import { claimed, opened } from '../contract/review-queue';
import { ViewsUnavailable } from '../views.port';
import { LateFacts } from './late-facts';

describe.each(mongoServers(process.env))('facts that were late for a build on $name', (server) => {
  const database = newDatabase();
  const connection = new MongoConnection(
    { url: server.url, database },
    (address, cause) => new ViewsUnavailable(address, cause),
  );
  let builds = 0;
  let late: LateFacts;
  beforeEach(() => {
    late = new LateFacts(connection, 'review-queue', (builds += 1));
  });
  afterAll(async () => {
    await connection.close();
    await dropDatabase(server, database);
  });

  const told = async (): Promise<readonly (readonly Recorded[])[]> => {
    const batches: (readonly Recorded[])[] = [];
    for await (const batch of late.all()) batches.push(batch);
    return batches;
  };
  const revisionsOf = (facts: readonly Recorded[], stream: string): readonly number[] =>
    facts.filter(({ meta }) => meta.stream === stream).map(({ meta }) => meta.revision);

  it('are none where there was no time for any', async () => {
    expect(await told()).toEqual([]);
    await late.drop();
  });

  it('come in order within their stream, each once, over as many pages as there are', async () => {
    const long = Array.from({ length: 510 }, (_none, index) => claimed('c2', index + 1, 'o7'));
    const facts = [opened('c1'), opened('c2'), ...long, claimed('c1', 9, 'o9'), claimed('c1', 10, 'o10')];
    await late.add(facts);
    await late.add(facts.slice(-2));
    const batches = await told();
    expect(batches.length).toBeGreaterThan(1);
    expect(revisionsOf(batches.flat(), 'review.Review-c1')).toEqual([0, 9, 10]);
    expect(revisionsOf(batches.flat(), 'review.Review-c2')).toEqual(
      Array.from({ length: 511 }, (_none, index) => index),
    );
    // A stream that fills more than a page is told whole all the same.
    expect(batches.map((batch) => new Set(revisionsOf(batch, 'review.Review-c2')).size).filter((n) => n > 0)).toEqual([
      511,
    ]);
    expect(batches.flat()).toContainEqual(facts[0]);
    await late.drop();
    expect(await told()).toEqual([]);
  });
});
