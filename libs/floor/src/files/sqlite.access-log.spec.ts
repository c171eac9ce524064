import { describeAccessLogContract } from '../contract/access-log.contract';
import { SqliteAccessLog } from './sqlite.access-log';

describeAccessLogContract('sqlite', async (clock) => {
  const log = new SqliteAccessLog(':memory:', clock);
  return { log, dispose: async () => log.close() };
});
