/** How high a signature is compared with its width. */
const FLATNESS = 0.32;

/** A stroke of blue-black ink in a hand that nobody writes, as an SVG of the given width in pixels. */
export function signature(width: number, next: () => number): Buffer {
  const height = Math.round(width * FLATNESS);
  const strokes = Array.from({ length: 3 }, (_, index) => stroke(width, height, (index * width) / 3.4, next));
  const thickness = Math.max(2, width / 90).toFixed(1);
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
      `<g fill="none" stroke="#1b2440" stroke-width="${thickness}" stroke-linecap="round">${strokes.join('')}</g></svg>`,
  );
}

function stroke(width: number, height: number, from: number, next: () => number): string {
  const point = (along: number): string =>
    `${(from + along * width * 0.28).toFixed(1)} ${((0.1 + 0.8 * next()) * height).toFixed(1)}`;
  const curves = [0.2, 0.4, 0.6, 0.8].map((along) => `S${point(along + 0.15)} ${point(along + 0.2)}`);
  return `<path d="M${point(0)} ${curves.join(' ')}"/>`;
}
