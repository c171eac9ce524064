import { isRefusal, sealFromImpression, sealPicture, type SealPicture, type SealShape } from '@ekey/pki';

export interface WantedSeal {
  readonly nameCn: string;
  readonly form: { readonly shape: SealShape; readonly sizeMm?: number };
  /** The scan that the reviewer found usable. */
  readonly impression: Buffer | null;
}

export interface PicturedSeal {
  readonly picture: SealPicture;
  readonly origin: 'drawn' | 'impression';
}

/** Neither the impression nor the enterprise's name gives a picture: a person has to look at it. */
export class SealNotDrawable extends Error {
  constructor(code: string) {
    super(`the seal cannot be drawn: ${code}`);
    this.name = 'SealNotDrawable';
  }
}

/** The impression where there is one and it can be cut out; else the seal is drawn. @throws SealNotDrawable */
export async function pictureOf({ nameCn, form, impression }: WantedSeal): Promise<PicturedSeal> {
  const cut = impression === null ? null : await sealFromImpression(impression, form);
  if (cut !== null && !isRefusal(cut)) return { picture: cut, origin: 'impression' };
  const drawn = await sealPicture({ enterpriseName: nameCn, ...form });
  if (isRefusal(drawn)) throw new SealNotDrawable(drawn.rejected);
  return { picture: drawn, origin: 'drawn' };
}
