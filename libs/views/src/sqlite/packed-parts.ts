import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** The parts of a document as their column holds them: JSON as text, or packed. */
export type Parts = string | Uint8Array;

/** Below this, packing wins less than it costs. */
const WORTH_PACKING = 500;

/** Raw DEFLATE (RFC 1951). What is short stays as it is. */
export const packed = (text: string): Parts => (text.length < WORTH_PACKING ? text : deflateRawSync(text));

/** @throws where the bytes are none that `packed` has made. */
export const unpacked = (parts: Parts): string =>
  typeof parts === 'string' ? parts : inflateRawSync(parts).toString('utf8');
