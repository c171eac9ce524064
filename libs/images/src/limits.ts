/** What a scan may be; the same figures are told to enterprises before they scan. */
export const scanLimits = {
  /** Of an upload, and of what is kept of it: 1 MiB. */
  bytes: 1_048_576,
  /** Width times height. An A4 page at 600 dpi has 35 million. */
  pixels: 50_000_000,
  /** The same for an interlaced PNG, which a decoder must hold as a whole, with up to 8 bytes a pixel. */
  interlacedPixels: 16_000_000,
  /** Of one side, in pixels. */
  side: 20_000,
  /** A long side under this many pixels (A4 at about 100 dpi) is accepted with a warning. */
  advisedLongSide: 1_200,
} as const;

export const exceedsDimensions = (width: number, height: number, most: number = scanLimits.pixels): boolean =>
  width > scanLimits.side || height > scanLimits.side || width * height > most;
