/** What a file says of itself, read without decoding a pixel. */
export interface ImageHeader {
  readonly type: 'image/jpeg' | 'image/png';
  /** As stored: before the orientation is applied. */
  readonly width: number;
  readonly height: number;
  /** The part of the file that a decoder may see: what stands behind the picture is not, nor what a picture does not need. */
  readonly picture: Buffer;
}
