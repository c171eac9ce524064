import { readFileSync, statSync } from 'node:fs';
import { UnreadableStore } from './unreadable-store';

const HEADER = 32;
const FRAME_HEADER = 24;
/** The last bit of the magic number tells in which order the words of a checksum are read. */
const MAGIC = 0x377f0682;

/**
 * Refuses a store whose write-ahead log was damaged after it was on disk. SQLite itself reads up to the first frame that
 * does not hold and takes the rest for what a power cut has left; so a damaged byte would silently undo every commit
 * behind it. A power cut can only have torn the last commit: each one is on disk before the next begins (`FULL`). Where
 * commits stand behind a frame that does not hold, it was damaged later.
 *
 * Format: sqlite.org/fileformat2.html, section 4.
 * @throws UnreadableStore naming the store.
 */
export function refuseDamagedLog(file: string): void {
  const log = readLog(`${file}-wal`);
  if (log === undefined || log.every((byte) => byte === 0)) return;
  if (log.length < HEADER) throw new UnreadableStore(file, 'has a write-ahead log that is cut short');
  const sums = headerSums(log);
  if (sums === undefined) throw new UnreadableStore(file, 'has a write-ahead log whose header is broken');
  const frames = framesOf(log);
  const broken = frames.findIndex((frame) => !holds(log, frame, sums));
  if (broken < 0) return;
  const behind = frames.slice(broken).filter((frame) => hasSaltsOf(log, frame));
  const commits = behind.filter((frame) => frame.readUInt32BE(4) !== 0);
  if (commits.length > 1 || (commits.length === 1 && commits[0] !== behind.at(-1)))
    throw new UnreadableStore(file, 'has a write-ahead log that is damaged in the middle');
}

function readLog(file: string): Buffer | undefined {
  return statSync(file, { throwIfNoEntry: false })?.size ? readFileSync(file) : undefined;
}

/** The checksum of the header, with which that of the first frame begins; `undefined` where it is wrong. */
function headerSums(log: Buffer): Uint32Array | undefined {
  const sums = new Uint32Array(2);
  if ((log.readUInt32BE(0) & ~1) >>> 0 !== MAGIC) return undefined;
  addWords(sums, log.subarray(0, 24), isBigEndian(log));
  return sums[0] === log.readUInt32BE(24) && sums[1] === log.readUInt32BE(28) ? sums : undefined;
}

/** Whole frames in their order: what is behind the last whole one was never committed. */
function framesOf(log: Buffer): readonly Buffer[] {
  const length = FRAME_HEADER + log.readUInt32BE(8);
  const count = Math.floor((log.length - HEADER) / length);
  return Array.from({ length: count }, (_none, index) =>
    log.subarray(HEADER + index * length, HEADER + (index + 1) * length),
  );
}

/** Whether a frame is the next one of this log. Its checksum goes over every frame before it. */
function holds(log: Buffer, frame: Buffer, sums: Uint32Array): boolean {
  if (!hasSaltsOf(log, frame)) return false;
  addWords(sums, frame.subarray(0, 8), isBigEndian(log));
  addWords(sums, frame.subarray(FRAME_HEADER), isBigEndian(log));
  return sums[0] === frame.readUInt32BE(16) && sums[1] === frame.readUInt32BE(20);
}

/** A log is begun again with other salts; frames of the one before may still stand behind it. */
const hasSaltsOf = (log: Buffer, frame: Buffer): boolean => frame.subarray(8, 16).equals(log.subarray(16, 24));

const isBigEndian = (log: Buffer): boolean => (log.readUInt32BE(0) & 1) === 1;

function addWords(sums: Uint32Array, bytes: Buffer, bigEndian: boolean): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let [first, second] = [sums[0] ?? 0, sums[1] ?? 0];
  for (let at = 0; at < bytes.length; at += 8) {
    first = (first + view.getUint32(at, !bigEndian) + second) >>> 0;
    second = (second + view.getUint32(at + 4, !bigEndian) + first) >>> 0;
  }
  sums[0] = first;
  sums[1] = second;
}
