import { BROKEN_RECORD } from '@ekey/event-store';
import { caseKey, Unavailable, type Recorded } from '@ekey/kernel';
import { SealBroken } from '@ekey/personal-data';
import { inspectFacts, inspectSeals } from '../../src/host/inspect-facts';

const CASE = '5b0d4b2e-4c1a-4f0e-9a57-0d5f2c9a1e01';
const SCAN = `${CASE}/${'a1'.repeat(32)}`;
const seal = { $sealed: 'bm90aGluZw==', owner: caseKey(CASE), field: 'mailTo' };

const fact = (position: number, stream: string, revision: number, data: object = {}, type = 'Noted'): Recorded => ({
  type,
  data,
  meta: {
    ...{ id: `f${position}`, stream, revision, position, recordedAt: '2026-03-02T01:00:00.000Z', schemaVersion: 1 },
    ...{ correlationId: 'c', causationId: 'c', actor: { kind: 'service', id: 'test' } },
  },
});
const logOf = (...facts: readonly Recorded[]) => ({
  readAll: async (after: number, limit: number) =>
    facts.filter(({ meta }) => meta.position > after).slice(0, limit) as never,
});
const opens = { open: async () => 'a person' as never };
const look = async (...facts: readonly Recorded[]) => {
  const documents = new Set<string>();
  const [told, seals] = await inspectFacts('the log', logOf(...facts), opens, documents);
  return { told, seals, documents: [...documents] };
};

describe('the facts of a log', () => {
  it('are sound where no stream has a gap, and name their documents wherever they stand in them', async () => {
    const facts = [fact(1, 's.A-1', 0), fact(2, 's.B-1', 0, { pages: [{ documentId: SCAN }] }), fact(3, 's.A-1', 1)];
    const { told, documents } = await look(...facts);
    expect([told, documents]).toEqual([{ store: 'the log', records: 3, faults: [] }, [SCAN]]);
  });

  it('miss what stood before a revision, at the beginning of a stream too', async () => {
    const { told } = await look(fact(1, 's.A-1', 0), fact(2, 's.A-1', 2), fact(3, 's.B-1', 1));
    expect(told?.faults).toEqual([
      'the log: record 2 of s.A-1: a record before it is missing',
      'the log: record 3 of s.B-1: a record before it is missing',
    ]);
  });

  it('are told where they are broken, once', async () => {
    const broken = fact(1, 's.A-1', -1, { cause: 'its checksum is wrong' }, BROKEN_RECORD);
    const { told } = await look(broken, fact(2, 's.A-1', 1), fact(3, 's.A-1', 2));
    expect(told?.faults).toEqual(['the log: record 1 of s.A-1: its checksum is wrong']);
  });
});

describe('the seals of a log', () => {
  const sealed = logOf(fact(1, 's.A-1', 0, { applicant: { mailTo: seal } }));
  const fail = (error: Error) => ({ open: async () => Promise.reject(error) });

  it('are counted, and named where they do not open', async () => {
    expect(await inspectSeals('seals', sealed, opens, new Set())).toEqual({ store: 'seals', records: 1, faults: [] });
    const { faults } = await inspectSeals('seals', sealed, fail(new SealBroken(seal.owner, seal.field)), new Set());
    expect(faults).toEqual([expect.stringMatching(/^seals: record 1 of s\.A-1: ./)]);
  });

  it('are not called broken by a server of keys that does not answer', async () => {
    const away = inspectSeals('seals', sealed, fail(new Unavailable('keys at x')), new Set());
    await expect(away).rejects.toThrow('keys at x');
  });
});
