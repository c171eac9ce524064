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

/** Specks in shades of grey, most of them of a pixel or two, as an SVG of the page's size. */
export function dust(width: number, height: number, count: number, next: () => number): Buffer {
  const specks: string[] = [];
  for (let index = 0; index < count; index++) {
    const [x, y] = [(next() * width).toFixed(1), (next() * height).toFixed(1)];
    const shade = Math.floor(next() * 140);
    const radius = (0.5 + 1.5 * next() ** 3).toFixed(2);
    specks.push(`<circle cx="${x}" cy="${y}" r="${radius}" fill="rgb(${shade},${shade},${shade})"/>`);
  }
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${specks.join('')}</svg>`,
  );
}
