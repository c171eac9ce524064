import { crc32 } from 'node:zlib';
import type { GroupCommit } from '../group-commit';
import type { Database } from '../open-database';
import type { KnownWords } from './packer';
import type { WordList } from './unpack';

/** Belongs to the schema of every file that holds packed values. */
export const WORDS_TABLE =
  'CREATE TABLE words (number INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE, checksum INTEGER NOT NULL) STRICT;';

const LONGEST = 48;
/** Names of members, types, slots and states; neither ids nor sentences. */
const WORD = /^[A-Za-z][A-Za-z./-]+$/;
const SEEN_OFTEN = 3;
const MOST_WORDS = 1_000;
const MOST_SEEN = 5_000;

interface WordRow {
  readonly number: number;
  readonly word: string;
  readonly checksum: number;
}

/**
 * The words that one file has learned: what has been seen often is written down once, with a number that stands for it from
 * then on. A word is used only after the commit that wrote it, so that no value can ever be there without its words.
 */
export class Words implements KnownWords, WordList {
  private readonly words: (string | undefined)[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly seen = new Map<string, number>();
  private readonly wanted = new Set<string>();
  /** In the commit that is under way, or was the last. */
  private written: WordRow[] = [];
  private readonly sql;

  constructor(database: Database) {
    this.sql = {
      all: database.prepare('SELECT number, word, checksum FROM words'),
      one: database.prepare('SELECT number, word, checksum FROM words WHERE number = ?'),
      add: database.prepare('INSERT INTO words (word, checksum) VALUES (?, 0) ON CONFLICT (word) DO NOTHING'),
      numbered: database.prepare('SELECT number, word, checksum FROM words WHERE word = ?'),
      seal: database.prepare('UPDATE words SET checksum = ? WHERE number = ?'),
    };
    for (const row of this.sql.all.all() as WordRow[]) this.know(row);
  }

  /** New words go along with whatever is committed. */
  learn(commits: GroupCommit): void {
    commits.accompany({ write: () => this.write(), failed: () => (this.written = []) });
  }

  numberOf(text: string): number | undefined {
    if (text.length > LONGEST) return undefined;
    const number = this.numbers.get(text);
    if (number === undefined) this.see(text);
    return number;
  }

  /** @throws RangeError where the word is gone, or is not what was written. */
  wordAt(number: number): string {
    const word = this.words[number] ?? this.wordInFile(number);
    if (word === undefined) throw new RangeError(`word ${number} of the file is gone or damaged`);
    return word;
  }

  private see(text: string): void {
    if (!WORD.test(text)) return;
    const times = this.seen.get(text) ?? 0;
    if (times === 0 && this.numbers.size >= MOST_WORDS) return;
    if (this.seen.size >= MOST_SEEN) this.seen.clear();
    this.seen.set(text, times + 1);
    if (times + 1 >= SEEN_OFTEN) this.wanted.add(text);
  }

  private write(): void {
    for (const row of this.written) this.know(row);
    this.written = [];
    if (this.wanted.size === 0) return;
    for (const word of this.wanted) {
      const room = this.numbers.size + this.written.length < MOST_WORDS;
      if (room && !this.numbers.has(word)) this.written.push(this.add(word));
    }
    this.wanted.clear();
  }

  private add(word: string): WordRow {
    this.sql.add.run(word);
    const row = this.sql.numbered.get(word) as WordRow;
    const checksum = checksumOf(row);
    this.sql.seal.run(checksum, row.number);
    return { ...row, checksum };
  }

  private know(row: WordRow): string | undefined {
    if (row.checksum !== checksumOf(row)) return undefined;
    this.words[row.number] = row.word;
    this.numbers.set(row.word, row.number);
    this.seen.delete(row.word);
    return row.word;
  }

  /** Another process may have learned it since. */
  private wordInFile(number: number): string | undefined {
    const row = this.sql.one.get(number) as WordRow | undefined;
    return row === undefined ? undefined : this.know(row);
  }
}

const checksumOf = ({ number, word }: Pick<WordRow, 'number' | 'word'>): number => crc32(word, number);
