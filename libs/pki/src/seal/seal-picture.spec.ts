import fs from 'node:fs/promises';
import sharp from 'sharp';
import { type SealPicture, type SealPictureRequest, isRefusal, sealPicture, sealShapeOf } from '..';

async function drawn(request: SealPictureRequest): Promise<SealPicture> {
  const picture = await sealPicture(request);
  if (isRefusal(picture)) throw new Error(picture.rejected);
  return picture;
}

interface Pixels {
  readonly alphaAt: (xMm: number, yMm: number) => number;
  readonly inkIn: (fromMm: number, toMm: number, half?: 'upper' | 'lower') => number;
  readonly colours: ReadonlySet<string>;
}

/** The picture in millimetres from the middle of the seal. */
async function pixelsOf(picture: SealPicture): Promise<Pixels> {
  const { data, info } = await sharp(picture.png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const perMm = info.width / picture.widthMm;
  const alpha = (x: number, y: number): number => data[(y * info.width + x) * 4 + 3] ?? 0;
  const colours = new Set<string>();
  for (let i = 0; i < data.length; i += 4)
    if ((data[i + 3] ?? 0) > 128) colours.add(data.subarray(i, i + 3).toString('hex'));
  return {
    colours,
    alphaAt: (xMm, yMm) => alpha(Math.round(info.width / 2 + xMm * perMm), Math.round(info.height / 2 + yMm * perMm)),
    inkIn: (fromMm, toMm, half) => {
      let ink = 0;
      for (let y = 0; y < info.height; y += 1) {
        for (let x = 0; x < info.width; x += 1) {
          const radius = Math.hypot(x - info.width / 2, y - info.height / 2) / perMm;
          const inHalf = !half || (half === 'upper') === y < info.height / 2;
          if (inHalf && radius >= fromMm && radius < toMm && alpha(x, y) > 128) ink += 1;
        }
      }
      return ink / perMm ** 2;
    },
  };
}

const LIMITED: SealPictureRequest = { enterpriseName: '福州示例进出口有限公司', shape: 'limited-company' };

describe('The picture of a seal', () => {
  it('of a limited company is round, 40 mm, and has at least 300 dpi', async () => {
    const picture = await drawn(LIMITED);
    expect(picture).toMatchObject({ widthMm: 40, heightMm: 40, widthPx: 473, heightPx: 473 });
    expect(await sharp(picture.png).metadata()).toMatchObject({
      format: 'png',
      width: 473,
      height: 473,
      hasAlpha: true,
      density: 300,
    });
  });

  it('is drawn as soon as the font can be read, also where it could not be at first', async () => {
    const once = jest.spyOn(fs, 'readFile').mockRejectedValueOnce(new Error('too many open files'));
    await jest.isolateModulesAsync(async () => {
      const fresh = jest.requireActual<typeof import('./seal-picture')>('./seal-picture');
      await expect(fresh.sealPicture(LIMITED)).rejects.toThrow('too many open files');
      expect(await fresh.sealPicture(LIMITED)).toMatchObject({ widthMm: 40 });
    });
    once.mockRestore();
  });

  it('is red on transparent ground', async () => {
    const { alphaAt, colours } = await pixelsOf(await drawn(LIMITED));
    expect([alphaAt(0, 8), alphaAt(-19.9, -19.9), alphaAt(0, 0)]).toEqual([0, 0, 255]);
    for (const colour of colours) expect(colour).toMatch(/^[c-e].[0-3].[0-3].$/);
  });

  it('has a border of 1 mm, the name in the upper part and a star of 13 mm', async () => {
    const { alphaAt, inkIn } = await pixelsOf(await drawn(LIMITED));
    expect([alphaAt(0, 19.5), alphaAt(19.5, 0), alphaAt(0, 18.5)]).toEqual([255, 255, 0]);
    expect(inkIn(12, 18.5, 'upper')).toBeGreaterThan(40);
    expect([alphaAt(0, -6), alphaAt(0, -7.5)]).toEqual([255, 0]);
  });

  it('of a joint-stock company has 42 mm, of a branch 38 mm', async () => {
    expect(await drawn({ ...LIMITED, shape: 'joint-stock-company' })).toMatchObject({ widthMm: 42, heightMm: 42 });
    expect(await drawn({ ...LIMITED, shape: 'sole-trader-or-branch' })).toMatchObject({ widthMm: 38, heightMm: 38 });
  });

  it('of a foreign-invested enterprise is oval, 45 × 30 mm, without star', async () => {
    const picture = await drawn({ ...LIMITED, shape: 'foreign-invested' });
    expect(picture).toMatchObject({ widthMm: 45, heightMm: 30, widthPx: 532 });
    expect(picture.heightPx / picture.widthPx).toBeCloseTo(30 / 45, 2);
    expect((await pixelsOf(picture)).inkIn(0, 6)).toBe(0);
  });

  it('has its code of 13 digits in the lower arc', async () => {
    const [without, withCode] = [
      await pixelsOf(await drawn(LIMITED)),
      await pixelsOf(await drawn({ ...LIMITED, code: '3501001234567' })),
    ];
    expect(without.alphaAt(0, 17)).toBe(0);
    expect(withCode.inkIn(16, 18.4, 'lower') - without.inkIn(16, 18.4, 'lower')).toBeGreaterThan(2);
  });

  it.each([2, 10, 25, 40, 70, 100])('takes a name of %i characters, between border and star', async (length) => {
    const enterpriseName = '福建自由贸易试验区示例进出口（集团）股份有限公司'.repeat(5).slice(0, length);
    const { inkIn } = await pixelsOf(await drawn({ enterpriseName, shape: 'sole-trader-or-branch' }));
    expect(inkIn(17.2, 17.9)).toBe(0);
    expect(inkIn(10, 17.2)).toBeGreaterThan(length === 2 ? 12 : 45);
  });

  it.each(['Example (Fujian) Import & Export Co., Ltd.', '福州Ａ１示例·贸易公司'])(
    'takes the name %s',
    async (enterpriseName) => {
      expect((await drawn({ ...LIMITED, enterpriseName })).png.length).toBeGreaterThan(4000);
    },
  );

  it('is the same bytes for the same request', async () => {
    expect((await drawn(LIMITED)).png).toEqual((await drawn(LIMITED)).png);
  });

  it('has the size and the resolution that are asked for', async () => {
    expect(await drawn({ ...LIMITED, sizeMm: 45, dpi: 600 })).toMatchObject({
      widthMm: 45,
      widthPx: Math.ceil((45 / 25.4) * 600),
    });
  });

  it.each([
    ['without name', { enterpriseName: ' ' }, 'SealNameEmpty'],
    ['for a name of more than 100 characters', { enterpriseName: '名'.repeat(101) }, 'SealNameTooLong'],
    ['for a character that the font lacks', { enterpriseName: '示例\u{2B81A}公司' }, 'SealNameNotDrawable'],
    ['for a character that cannot be seen', { enterpriseName: '示例\u202e公司' }, 'SealNameNotDrawable'],
    ['for a code that is none', { code: '12345' }, 'SealCodeWrong'],
  ])('is refused %s', async (_, changes, rejected) => {
    expect(await sealPicture({ ...LIMITED, ...changes })).toMatchObject({ rejected });
  });

  it('is not drawn in a size or resolution that no seal has', async () => {
    await expect(sealPicture({ ...LIMITED, sizeMm: 60 })).rejects.toThrow(RangeError);
    await expect(sealPicture({ ...LIMITED, dpi: 72 })).rejects.toThrow(RangeError);
    await expect(sealPicture({ ...LIMITED, shape: 'foreign-invested', sizeMm: 40 })).rejects.toThrow(RangeError);
  });
});

describe('The shape of a seal', () => {
  it.each([
    ['有限责任公司(自然人投资或控股)', 'limited-company'],
    ['股份有限公司(上市、国有控股)', 'joint-stock-company'],
    ['有限责任公司(国有独资)', 'joint-stock-company'],
    ['有限责任公司(中外合资)', 'foreign-invested'],
    ['有限责任公司(港澳台法人独资)', 'foreign-invested'],
    ['个体工商户', 'sole-trader-or-branch'],
    ['有限责任公司分公司(自然人投资或控股)', 'sole-trader-or-branch'],
    ['', 'limited-company'],
  ])('for %s is %s', (enterpriseType, shape) => {
    expect(sealShapeOf(enterpriseType)).toBe(shape);
  });
});
