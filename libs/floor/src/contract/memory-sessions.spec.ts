import { MemorySessions } from '@ekey/platform/testing';
import { describeSessionStoreContract } from './session-store.contract';

describeSessionStoreContract('in memory', async (clock) => ({
  store: new MemorySessions(clock),
  dispose: async () => undefined,
}));
