import { DamageNotingDocuments } from './damage-noting.documents';
import { DocumentBroken, DocumentMissing, type Documents } from './documents.port';

const [WHOLE, GONE, OTHER] = ['c1/aa', 'c1/bb', 'c2/cc'];
let faults: Map<string, Error>;
let documents: DamageNotingDocuments;

beforeEach(() => {
  faults = new Map();
  const stored: Pick<Documents, 'get' | 'remove'> = {
    get: async (documentId) => {
      const fault = faults.get(documentId);
      if (fault !== undefined) throw fault;
      return Buffer.from(documentId);
    },
    remove: async () => undefined,
  };
  documents = new DamageNotingDocuments(stored as Documents);
});

const named = (): readonly string[] => documents.damages.map(({ documentId }) => documentId);

describe('documents found damaged', () => {
  it('are refused to whoever asks, and kept in mind with the reason', async () => {
    faults.set(GONE, new DocumentMissing(GONE)).set(OTHER, new DocumentBroken(OTHER));
    await expect(documents.get(GONE)).rejects.toThrow(DocumentMissing);
    await expect(documents.get(OTHER)).rejects.toThrow(DocumentBroken);
    expect(await documents.get(WHOLE)).toEqual(Buffer.from(WHOLE));
    expect(documents.damages).toEqual([
      { documentId: GONE, cause: `there is no document ${GONE}` },
      { documentId: OTHER, cause: `the stored bytes of ${OTHER} are not those that were put there` },
    ]);
  });

  it('are forgotten once they are whole again, or removed', async () => {
    faults.set(GONE, new DocumentMissing(GONE)).set(OTHER, new DocumentBroken(OTHER));
    for (const id of [GONE, OTHER]) await documents.get(id).catch(() => undefined);
    faults.clear();
    await documents.get(GONE);
    await documents.remove(OTHER);
    expect(named()).toEqual([]);
  });

  it('are none where the server cannot be asked', async () => {
    faults.set(GONE, new Error('no server'));
    await expect(documents.get(GONE)).rejects.toThrow('no server');
    expect(named()).toEqual([]);
  });

  it('are the newest hundred of them', async () => {
    for (let count = 0; count < 150; count += 1) {
      faults.set(`c3/${count}`, new DocumentMissing(`c3/${count}`));
      await documents.get(`c3/${count}`).catch(() => undefined);
    }
    expect(named()).toHaveLength(100);
    expect(named().at(-1)).toBe('c3/149');
  });
});
