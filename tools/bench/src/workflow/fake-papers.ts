import { randomBytes } from 'node:crypto';
import { sheet, type World } from '@ekey/journeys';
import type { Papers } from './case-run';

/** Papers and keys for a process whose scans, printouts and certificates are answered by fakes: bytes that nobody looks into. */
export async function fakePapers(world: World): Promise<Papers> {
  const page = await sheet({ words: 'bench', longSide: 400 });
  const request = async (): Promise<string> =>
    (await world.keys()).publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  return {
    arrives: async () => undefined,
    printouts: [],
    page: async (slot) => Buffer.concat([page.subarray(0, 600), Buffer.from(slot), randomBytes(16)]),
    key: async (tokenSerial) => ({
      requests: { signing: await request(), encryption: await request() },
      readBack: async ({ certificates, seal }) => ({
        ...{ tokenSerial, certificates, seal: seal.bytes },
        signature: 'AAAA',
      }),
    }),
  };
}
