import path from 'node:path';
import { CommandRunner, derivedId, type CommandEnvelope, type EventStore } from '@ekey/event-store';
import { openSqliteEventStore, openSqliteReactorStore, REACTOR_TABLES } from '@ekey/event-store/sqlite';
import type { Command, Decider, Fact } from '@ekey/kernel';
import type { PersonalData } from '@ekey/personal-data';
import { openSqlitePersonalData } from '@ekey/personal-data/sqlite';
import { closeDatabase, openDatabase } from '@ekey/sqlite';

/** Guards nothing: what is sealed with it is invented here and removed at the end. */
const SECRET = Buffer.alloc(32, 7);

interface Draft {
  readonly enterpriseName: string;
  readonly uscc: string;
  readonly address: string;
  readonly agentName: string | null;
  readonly agentMobile: string | null;
  readonly savedAt: string;
}

export type SaveDraft = Command<'SaveDraft', Draft>;
export type DraftSaved = Fact<'DraftSaved', Draft>;
type DraftState = { readonly saved: number; readonly latest: Draft | null };

/** A stream like those of the running system: a form of about 300 bytes, saved again and again. */
export const draft: Decider<SaveDraft, DraftState, DraftSaved, never> = {
  category: 'bench.Draft',
  initial: { saved: 0, latest: null },
  decide: ({ data }) => [{ type: 'DraftSaved', data }],
  evolve: (state, fact) => ({ saved: state.saved + 1, latest: fact.data }),
};

/** The same with the agent's name and number sealed. */
export const personalDraft: typeof draft = {
  ...draft,
  personal: { owner: (_fact, id) => `case:${id}`, fields: { DraftSaved: ['agentName', 'agentMobile'] } },
};

export const saveDraft = (index: number): SaveDraft => ({
  type: 'SaveDraft',
  data: {
    enterpriseName: `深圳市示例进出口科技有限公司第${index % 97}分公司`,
    uscc: '91440300MA5DA1234X',
    address: '广东省深圳市南山区科技园北区朗山路十六号华瀚创新园 A 座',
    agentName: '欧阳示例',
    agentMobile: '13800000000',
    savedAt: '2026-03-02T01:00:00.000Z',
  },
});

export const envelopeOf = (command: SaveDraft, ...id: readonly (string | number)[]): CommandEnvelope => ({
  commandId: derivedId(...id),
  actor: { kind: 'enterprise', id: '6f0d5b7e-3c43-5c0e-9d5e-0d1b6a7a9d10', role: 'ENT' },
  correlationId: derivedId('correlation', ...id),
  recordedAt: '2026-03-02T01:00:00.000Z',
  sent: command.data,
});

export interface BenchStore {
  readonly store: EventStore;
  readonly keys: PersonalData;
  readonly runner: CommandRunner;
  readonly close: () => Promise<void>;
}

/** A log and a key store on disk, opened as the standalone floor opens them. */
export async function openBenchStore(folder: string): Promise<BenchStore> {
  const reactors = openDatabase(path.join(folder, 'views.db'), {
    mark: 'EKVW',
    synchronous: 'NORMAL',
    schema: [REACTOR_TABLES],
  });
  const store = openSqliteEventStore({
    file: path.join(folder, 'log.db'),
    owner: 'bench',
    checkpoints: openSqliteReactorStore(reactors),
  });
  const keys = await openSqlitePersonalData({
    file: path.join(folder, 'keys.db'),
    tombstonesFile: path.join(folder, 'tombstones.db'),
    masterKey: SECRET,
    indexKey: SECRET,
  });
  return {
    store,
    keys,
    runner: new CommandRunner(store, keys, SECRET),
    close: async () => {
      await store.close();
      await keys.close();
      closeDatabase(reactors);
    },
  };
}
