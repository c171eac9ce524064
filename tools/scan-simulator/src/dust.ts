import type { OutputInfo } from 'sharp';

/** A picture between two steps: to pack it as a file each time would take longer than the steps. */
export interface Pixels {
  readonly data: Buffer;
  readonly info: OutputInfo;
}

/** Numbers in [0, 1) that look random and are the same for the same seed (xorshift, 32 bits). */
export function random(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 0x1_0000_0000;
  };
}

/** Lays specks on the glass, in shades of grey, most of them of a pixel or two. */
export function dust(page: Pixels, count: number, next: () => number): void {
  const { width, height } = page.info;
  for (let index = 0; index < count; index++) {
    const [x, y] = [next() * width, next() * height];
    const shade = Math.floor(next() * 140);
    speck(page, { x, y, radius: 0.5 + 1.5 * next() ** 3 }, shade);
  }
}

/** The pixel in the middle, and all whose middles lie within. */
function speck({ data, info }: Pixels, disc: { x: number; y: number; radius: number }, shade: number): void {
  const reach = Math.ceil(disc.radius);
  const [middleX, middleY] = [Math.floor(disc.x), Math.floor(disc.y)];
  for (let y = Math.max(0, middleY - reach); y <= Math.min(info.height - 1, middleY + reach); y++)
    for (let x = Math.max(0, middleX - reach); x <= Math.min(info.width - 1, middleX + reach); x++) {
      const isMiddle = x === middleX && y === middleY;
      if (!isMiddle && Math.hypot(x + 0.5 - disc.x, y + 0.5 - disc.y) > disc.radius) continue;
      const at = (y * info.width + x) * info.channels;
      data.fill(shade, at, at + info.channels);
    }
}
