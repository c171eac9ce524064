import { PNG_SIGNATURE, pngChunk, pngHeader, testPage, withPngChunks } from '@ekey/images/testing';
import { sheet, type HttpClient } from '@ekey/journeys';
import sharp from 'sharp';
import { Ground } from './refusals';

let ground: Ground;
let http: HttpClient;
let page: string;

beforeAll(async () => {
  ground = await Ground.prepare();
  http = ground.mine.enterprise.http;
  await ground.mine.application.fills(ground.mine.application.draft(ground.scene.house.shanghai));
  await ground.mine.application.submitsForm();
  page = `${ground.place}/documents/user-agreement/pages/1`;
});
afterAll(() => ground.world.end());

const png = () => testPage(300, 400).png().toBuffer();
const jpeg = () => testPage(300, 400).jpeg().toBuffer();
const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>';
const frames = (kind: 'gif' | 'webp') =>
  sharp({ create: { width: 8, height: 16, channels: 3, background: 'red', pageHeight: 8 } })
    [kind]()
    .toBuffer();

describe('an image', () => {
  it.each<[what: string, make: () => Promise<Buffer>, status: number, code: string]>([
    ['over 1 MiB', async () => Buffer.concat([await jpeg(), Buffer.alloc(1_048_577)]), 413, 'ImageTooLarge'],
    ['that is text', async () => Buffer.from('not a picture'), 422, 'ImageTypeNotSupported'],
    ['that is a drawing in SVG', async () => Buffer.from(svg), 422, 'ImageTypeNotSupported'],
    ['that is a PDF', () => ground.mine.application.printout('user-agreement'), 422, 'ImageTypeNotSupported'],
    ['that moves, as GIF', () => frames('gif'), 422, 'ImageTypeNotSupported'],
    ['that moves, as WebP', () => frames('webp'), 422, 'ImageTypeNotSupported'],
    [
      'that moves, as PNG',
      async () => withPngChunks(await png(), pngChunk('acTL', Buffer.alloc(8, 1))),
      422,
      'ImageAnimated',
    ],
    ['that ends half-way, as PNG', async () => (await png()).subarray(0, 600), 422, 'ImageTruncated'],
    ['that ends half-way, as JPEG', async () => (await jpeg()).subarray(0, 900), 422, 'ImageTruncated'],
    ['that is a header and nothing else', async () => Buffer.concat([PNG_SIGNATURE, pngHeader(300, 400)]), 422, 'ImageTruncated'], // prettier-ignore
    ['of 30,000 × 30,000 pixels', async () => withPngChunks(Buffer.concat([PNG_SIGNATURE, pngHeader(30_000, 30_000)])), 422, 'ImageDimensionsTooLarge'], // prettier-ignore
  ])('%s is refused', async (_what, make, status, code) => {
    const body = await make();
    for (const type of ['image/jpeg', 'image/png'])
      await ground.refuses(http, ['PUT', page, { body, type }], { status, code, field: 'body' });
  });

  it('that is an empty body is refused', async () => {
    await ground.refuses(http, ['PUT', page, { body: Buffer.alloc(0), type: 'image/jpeg' }], {
      status: 422,
      code: 'ImageMissing',
    });
  });

  it('of 30,000 × 30,000 pixels that are all there is refused from its header, in bounded memory', async () => {
    const rows = Buffer.alloc(700_000, 0x78);
    const bomb = Buffer.concat([PNG_SIGNATURE, pngHeader(30_000, 30_000), pngChunk('IDAT', rows), pngChunk('IEND', Buffer.alloc(0))]); // prettier-ignore
    const before = process.memoryUsage().rss;
    await Promise.all(Array.from({ length: 20 }, () => http.send('PUT', page, { body: bomb, type: 'image/png' })));
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  });

  it('that is a page and something else at once is kept as the page alone', async () => {
    const payload = '<script>alert(document.cookie)</script>PK\x03\x04';
    const withPlace = await sharp(await sheet({ words: 'polyglot' })).withExif({ IFD0: { Copyright: '31.2304N 121.4737E' } }).jpeg().toBuffer(); // prettier-ignore
    const polyglot = Buffer.concat([withPlace, Buffer.from(payload)]);
    expect(polyglot.includes('31.2304N')).toBe(true);
    await http.put(page, polyglot, { type: 'image/jpeg' });
    for (const query of ['', '?preview']) {
      const { bytes, headers } = await http.get(`${page}${query}`);
      expect(headers.get('content-type')).toBe('image/jpeg');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      for (const trace of ['script', 'PK\x03\x04', '31.2304N']) expect(bytes.includes(trace)).toBe(false);
    }
  });

  it('is judged by its content, whatever its maker calls it', async () => {
    const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(2_000)]);
    for (const type of ['image/heic', 'image/heif', 'image/avif', 'image/x-ms-bmp'])
      await ground.refuses(http, ['PUT', page, { body: heic, type }], {
        ...{ status: 422, code: 'ImageTypeNotSupported', field: 'body' },
      });
    for (const type of ['image/jpg', 'image/pjpeg', 'image/x-png'])
      expect((await http.send('PUT', page, { body: await jpeg(), type })).status).toBe(200);
  });

  it('that says to be a PNG and is a JPEG is judged by its content', async () => {
    const body = await sheet({ words: 'label' });
    const { bytes } = await http.put(page, body, { type: 'image/png' });
    expect(bytes.length).toBeGreaterThan(0);
    expect((await http.get(page)).headers.get('content-type')).toBe('image/jpeg');
  });

  it.each(['0', '11', '-1', '1.5', 'one'])('for page %s is refused', async (number) => {
    const place = `${ground.place}/documents/user-agreement/pages/${number}`;
    const body = await sheet({ words: 'page' });
    const request = ['PUT', place, { body, type: 'image/jpeg' }] as const;
    await ground.refuses(http, request, { status: 400, code: 'InvalidRequest', field: 'n' });
  });

  it('for a document that nobody asked for is refused', async () => {
    const body = await sheet({ words: 'slot' });
    const request = ['PUT', `${ground.place}/documents/passport/pages/1`, { body, type: 'image/jpeg' }] as const;
    await ground.refuses(http, request, { status: 400, code: 'InvalidRequest', field: 'slot' });
  });
});
