/** Marks that may not begin a line (避头) and marks that may not end one (避尾): GB/T 15834-2011, 5.1. */
const NEVER_FIRST = new Set('、，。．：；？！）》〉」』】〕”’…—％·,.;:?!)]}%');
const NEVER_LAST = new Set('（《〈「『【〔“‘([{');
/** Ends of the parts of an address, a URL or a serial number. */
const PARTS = /[^-/@._,;=&]*[-/@._,;=&]*/g;

const isLatin = (character: string): boolean => /[\u0021-\u007E\u00A1-\u024F]/u.test(character);

type Measure = (text: string) => number;

export interface TextLine {
  readonly text: string;
  /** In the unit of the measure that was given. */
  readonly width: number;
  /** Whether its paragraph begins here, so that it is indented. */
  readonly first: boolean;
  /** Whether its paragraph ends here, so that it is not stretched. */
  readonly last: boolean;
}

/** Splits into what stays on one line: Chinese characters with the marks that cling to them, Latin words, single spaces. */
function clusters(text: string): string[] {
  const found: string[] = [];
  let previous = ' ';
  for (const character of text) {
    const clings = NEVER_LAST.has(previous) || NEVER_FIRST.has(character) || (isLatin(previous) && isLatin(character));
    if (clings && character !== ' ' && previous !== ' ') found[found.length - 1] += character;
    else found.push(character);
    previous = character;
  }
  return found;
}

/** A cluster wider than a whole line yields: to the parts of an address first, to single characters where that is not enough. */
function yielding(cluster: string, room: number, measure: Measure): string[] {
  if (measure(cluster) <= room) return [cluster];
  const parts = cluster.match(PARTS)!.filter((part) => part !== '');
  return parts.flatMap((part) => (measure(part) <= room ? [part] : [...part]));
}

function breakParagraph(text: string, room: number, measure: Measure, indent: number): TextLine[] {
  const lines: TextLine[] = [];
  let line = '';
  let width = 0;
  const finish = (last: boolean): void => {
    const kept = line.trimEnd();
    lines.push({ text: kept, width: measure(kept), first: lines.length === 0, last });
    line = '';
    width = 0;
  };
  for (const cluster of clusters(text).flatMap((each) => yielding(each, room - indent, measure))) {
    const wide = measure(cluster);
    const available = lines.length === 0 ? room - indent : room;
    if (line !== '' && cluster !== ' ' && width + wide > available) finish(false);
    // A space that would begin a continued line has done its work by dividing two words.
    if (cluster === ' ' && line === '' && lines.length > 0) continue;
    line += cluster;
    width += wide;
  }
  finish(true);
  return lines;
}

/**
 * Breaks text into lines no wider than `room`, by the rules of Chinese composition; `\n` ends a paragraph. Only a single
 * character can be wider than its line, and only if it is wider than the room.
 *
 * @param indent room that the first line of each paragraph leaves free
 */
export function breakLines(text: string, room: number, measure: Measure, indent = 0): TextLine[] {
  return text.split('\n').flatMap((paragraph) => breakParagraph(paragraph, room, measure, indent));
}
