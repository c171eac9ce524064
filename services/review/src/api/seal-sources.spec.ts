import type { Documents } from '@ekey/documents';
import { isRefusal, sealPicture } from '@ekey/pki';
import sharp from 'sharp';
import { submission } from '../review/review.examples';
import { SealSources } from './seal-sources';

const RARE = '\u{3134A}';

/** A page of the 确认函: with the impression of a seal, or without. */
async function confirmation(stamped: boolean): Promise<Buffer> {
  const seal = await sealPicture({ enterpriseName: '上海示例进出口有限公司', shape: 'limited-company' });
  if (isRefusal(seal)) throw new Error(seal.rejected);
  const page = sharp({ create: { width: 1240, height: 1754, channels: 3, background: '#ffffff' } });
  return page
    .composite(stamped ? [{ input: seal.png, left: 300, top: 900 }] : [])
    .jpeg({ quality: 85 })
    .toBuffer();
}

const sources = (scan: Buffer | null) => new SealSources({ get: async () => scan } as unknown as Documents);
const named = (nameCn: string) => ({ ...submission, nameCn });

describe('The seal of an enterprise', () => {
  it('is drawn where the font has every character of its name', async () => {
    expect(await sources(null).missingInSeal(submission, false)).toEqual([]);
  });

  it('lacks what the font lacks where the impression may not be used', async () => {
    const scan = await confirmation(true);
    expect(await sources(scan).missingInSeal(named(`上海${RARE}${RARE}贸易有限公司`), false)).toEqual(['U+3134A']);
  });

  it('is cut from the impression where that may be used', async () => {
    const scan = await confirmation(true);
    expect(await sources(scan).missingInSeal(named(`上海${RARE}贸易有限公司`), true)).toEqual([]);
  });

  it('lacks them all the same where the scan shows no impression, or is gone', async () => {
    const name = named(`上海${RARE}贸易有限公司`);
    expect(await sources(await confirmation(false)).missingInSeal(name, true)).toEqual(['U+3134A']);
    expect(await sources(null).missingInSeal(name, true)).toEqual(['U+3134A']);
  });

  it('is nothing that a change of contact data asks for', async () => {
    const change = { ...named(RARE), kind: 'contact' as const };
    expect(await sources(null).missingInSeal(change, false)).toEqual([]);
  });
});
