import { EntriesDouble } from '../../test/entries-double';
import { queue } from '../contract/review-queue';
import { ViewCatalogue } from './view-catalogue';

describe('a build whose process was killed', () => {
  let server: EntriesDouble;
  let catalogue: ViewCatalogue;
  beforeEach(async () => {
    jest.useFakeTimers({ now: new Date('2026-03-02T01:00:00.000Z') });
    server = new EntriesDouble();
    catalogue = new ViewCatalogue(server.connection());
    await catalogue.open(queue);
    await new ViewCatalogue(server.connection()).open(queue);
    await catalogue.build(queue);
  });
  afterEach(() => void jest.useRealTimers());

  it('is kept every fact for as long as it may still be heard of', async () => {
    jest.advanceTimersByTime(299_000);
    expect((await catalogue.current(queue)).builds).toEqual([2]);
    expect([...server.collections]).toEqual(['view.review-queue.1', 'view.review-queue.2']);
  });

  it('is kept none any more by those who go on, and leaves nothing, though nobody starts anew', async () => {
    jest.advanceTimersByTime(301_000);
    expect((await catalogue.current(queue)).builds).toEqual([]);
    expect([...server.collections]).toEqual(['view.review-queue.1']);
  });
});
