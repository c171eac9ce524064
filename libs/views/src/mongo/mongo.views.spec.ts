import { MongoConnection } from '@ekey/mongo';
import { EntriesDouble } from '../../test/entries-double';
import { queue } from '../contract/review-queue';
import { ViewBehind } from '../views.port';
import { openMongoViews } from './mongo.views';

afterEach(() => jest.restoreAllMocks());

it('a reader is not kept waiting for as long as the clock was set back', async () => {
  const server = new EntriesDouble().connection();
  jest.spyOn(MongoConnection.prototype, 'ask').mockImplementation((question) => server.ask(question));
  const views = openMongoViews({ url: 'mongodb://a', database: 'intake', patience: 100 });
  await views.open([queue]);
  const waiting = views.get(queue, 'c1', { service: 'review', revision: 3 });
  const earlier = Date.now() - 3_600_000;
  jest.spyOn(Date, 'now').mockImplementation(() => earlier);
  await expect(waiting).rejects.toThrow(ViewBehind);
  await views.close();
}, 2_000);
