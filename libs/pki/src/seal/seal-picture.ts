import { readFile } from 'node:fs/promises';
import type { Font, Glyph } from 'fontkit';
import { type Refusal, refusal } from '../refusal';
import { PICTURE_WORDINGS, type PictureCode } from './seal-picture.codes';
import { type Placement, layOutCode, layOutName } from './seal-picture.layout';
import { SEAL_FORMS, type SealForm, type SealShape } from './seal-shape';

export interface SealPictureRequest {
  /** As on the licence, at most 100 characters. */
  readonly enterpriseName: string;
  /** The 13 digits that the police give a seal, where local rule has them in the lower arc. */
  readonly code?: string;
  readonly shape: SealShape;
  /** Diameter of a round seal in place of the shape's own, 30 to 45 mm. */
  readonly sizeMm?: number;
  /** At least 300, which is the default. */
  readonly dpi?: number;
}

export interface SealPicture {
  /** Red on transparent ground. */
  readonly png: Buffer;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly widthMm: number;
  readonly heightMm: number;
}

const RED = '#d9131c';
const MAX_NAME = 100;

/**
 * Draws the seal of an enterprise: border, star, the name along the upper arc, in one to three rows by its length. The characters are the
 * outlines of Noto Sans SC Bold (the 宋体 that real seals have is not a free font), so that the picture is the same on every machine.
 * @throws RangeError for a size or resolution outside the bounds: both come from configuration
 */
export async function sealPicture(request: SealPictureRequest): Promise<SealPicture | Refusal<PictureCode>> {
  const { dpi = 300, code } = request;
  const form = formOf(request);
  if (!(dpi >= 300 && dpi <= 1200)) throw new RangeError(`a seal is drawn at 300 to 1200 dpi, not ${dpi}`);
  const name = request.enterpriseName.normalize('NFC').trim();
  const characters = [...name];
  if (characters.length === 0) return refusal(PICTURE_WORDINGS, 'SealNameEmpty');
  if (characters.length > MAX_NAME) return refusal(PICTURE_WORDINGS, 'SealNameTooLong', `${characters.length}`);
  if (code !== undefined && !/^\d{13}$/.test(code)) return refusal(PICTURE_WORDINGS, 'SealCodeWrong');
  const missing = await notDrawable(name);
  if (missing.length > 0) return refusal(PICTURE_WORDINGS, 'SealNameNotDrawable', missing.join(' '));
  return render(drawSeal(await sealFont(), form, name, code), form, dpi);
}

/** @returns the characters of a name that the font lacks, as code points (`U+20BB7`): a seal with them can only be cut from an impression. */
export async function notDrawable(name: string): Promise<readonly string[]> {
  const font = await sealFont();
  const characters = new Set(name.normalize('NFC').trim());
  return [...characters].filter((character) => !isDrawable(font, character)).map(codePointOf);
}

function formOf({ shape, sizeMm }: SealPictureRequest): SealForm {
  const form = SEAL_FORMS[shape];
  if (sizeMm === undefined) return form;
  if (!(sizeMm >= 30 && sizeMm <= 45) || form.widthMm !== form.heightMm)
    throw new RangeError(`no seal of this form measures ${sizeMm} mm`);
  return { ...form, widthMm: sizeMm, heightMm: sizeMm };
}

let opened: Promise<Font> | undefined;

/** Ten megabytes, a tenth of a second: opened when the first seal is drawn, and once; again where it could not be. */
function sealFont(): Promise<Font> {
  opened ??= loadFont().catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

async function loadFont(): Promise<Font> {
  const fontkit = await import('fontkit');
  const file = await readFile(require.resolve('@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf'));
  return fontkit.create(file) as Font;
}

const codePointOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
const glyphOf = (of: Font, character: string): Glyph => of.glyphForCodePoint(character.codePointAt(0) ?? 0);
const isDrawable = (of: Font, character: string): boolean =>
  glyphOf(of, character).id !== 0 && glyphOf(of, character).advanceWidth > 0;

const GAP = 1;

function drawSeal(of: Font, form: SealForm, name: string, code: string | undefined): string {
  const outer = { a: form.widthMm / 2 - form.borderMm / 2, b: form.heightMm / 2 - form.borderMm / 2 };
  const inner = { a: outer.a - form.borderMm / 2 - GAP, b: outer.b - form.borderMm / 2 - GAP };
  const largestEm = Math.min(form.widthMm, form.heightMm) * 0.14;
  const text = layOutName(widthsOf(of, name), inner, largestEm, code ? 128 : 138, form.starMm ? 4 : 3);
  const room = Math.min(inner.a, inner.b) - text.depth - GAP;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${form.widthMm}" height="${form.heightMm}"`,
    ` viewBox="${-form.widthMm / 2} ${-form.heightMm / 2} ${form.widthMm} ${form.heightMm}"><g fill="${RED}">`,
    `<ellipse rx="${outer.a}" ry="${outer.b}" fill="none" stroke="${RED}" stroke-width="${form.borderMm}"/>`,
    form.starMm === null ? '' : star(Math.min(form.starMm / (2 * Math.cos(Math.PI / 10)), room)),
    glyphs(of, name, text.placements),
    code === undefined ? '' : glyphs(of, code, layOutCode(widthsOf(of, code), inner, 1.9)),
    '</g></svg>',
  ].join('');
}

const widthsOf = (of: Font, text: string): number[] =>
  [...text].map((character) => glyphOf(of, character).advanceWidth / of.unitsPerEm);

/** A five-pointed star: the inner corners lie where the lines between the tips cross. */
function star(radius: number): string {
  const waist = (radius * Math.sin(Math.PI / 10)) / Math.sin((7 * Math.PI) / 10);
  const corners = Array.from({ length: 10 }, (_, i) => {
    const [r, angle] = [i % 2 ? waist : radius, (Math.PI / 5) * i];
    return `${(r * Math.sin(angle)).toFixed(3)},${(-r * Math.cos(angle)).toFixed(3)}`;
  });
  return `<polygon points="${corners.join(' ')}"/>`;
}

function glyphs(of: Font, text: string, placements: readonly Placement[]): string {
  return [...text]
    .map((character, i) => {
      const place = placements[i];
      const glyph = glyphOf(of, character);
      if (!place) throw new RangeError('a character without a place');
      const scale = place.em / of.unitsPerEm;
      const transform =
        `translate(${place.x.toFixed(3)} ${place.y.toFixed(3)}) rotate(${place.rotation.toFixed(2)}) ` +
        `scale(${(scale * place.condensed).toFixed(6)} ${(-scale).toFixed(6)}) translate(${(-glyph.advanceWidth / 2).toFixed(1)} 0)`;
      return `<path transform="${transform}" d="${glyph.path.toSVG()}"/>`;
    })
    .join('');
}

/** One colour in many shades of transparency needs no more than a palette: a third of the size. The resolution is written into the file. */
async function render(svg: string, form: SealForm, dpi: number): Promise<SealPicture> {
  const { renderAsync } = await import('@resvg/resvg-js');
  const { default: sharp } = await import('sharp');
  const width = Math.ceil((form.widthMm / 25.4) * dpi);
  const image = await renderAsync(svg, { fitTo: { mode: 'width', value: width }, font: { loadSystemFonts: false } });
  const raw = { width: image.width, height: image.height, channels: 4, premultiplied: true } as const;
  const png = await sharp(image.pixels, { raw })
    .png({ palette: true, colours: 64, dither: 0 })
    .withMetadata({ density: dpi })
    .toBuffer();
  return { png, widthPx: image.width, heightPx: image.height, widthMm: form.widthMm, heightMm: form.heightMm };
}
