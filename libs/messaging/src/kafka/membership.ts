import { createHash } from 'node:crypto';

/** Before it stands whose the reactor is: its service. */
const WHOSE = ': ';
const MARK_LENGTH = 8;
/** A broker takes 4,096 characters with an offset (`offset.metadata.max.bytes`); a name needs some fourteen of them. */
const NAMES_AT_MOST = 200;

/**
 * All reactors of a service share one membership of a topic, so that what comes is fetched, unpacked and read once. (One
 * that is nobody’s has its own.)
 */
export const sharedGroup = (group: string, topic: string): string =>
  group.includes(WHOSE) ? `${group.slice(0, group.indexOf(WHOSE))}${WHOSE}${topic}` : group;

/** How far reactors have got in a partition: the offset behind what they have dealt with, by their marks. */
export type Places = ReadonlyMap<string, number>;

/** A reactor’s name, short enough to stand beside each offset. */
export const markOf = (group: string): string =>
  createHash('sha256').update(group).digest('base64url').slice(0, MARK_LENGTH);

/**
 * The places as they are committed beside the offset of the group: those who stand there by their marks alone, others with
 * how far they are from it, in base 36.
 */
export function placesText(places: Places, offset: number): string {
  return [...places]
    .slice(-NAMES_AT_MOST)
    .map(([mark, place]) => (place === offset ? mark : `${mark}:${(place - offset).toString(36)}`))
    .join(' ');
}

/** What `placesText` has written; nobody where the offset was committed by somebody else. */
export function placesOf(text: string | null | undefined, offset: number): Map<string, number> {
  const names = (text ?? '').split(' ').map((name) => NAME.exec(name));
  return new Map(
    names.flatMap((name) => (name === null ? [] : [[name[1] ?? '', offset + Number.parseInt(name[2] ?? '0', 36)]])),
  );
}

const NAME = /^([\w-]{8})(?::(-?[0-9a-z]{1,11}))?$/;
