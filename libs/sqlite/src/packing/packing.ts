import { GroupCommit } from '../group-commit';
import type { Database } from '../open-database';
import { Packer } from './packer';
import { unpack } from './unpack';
import { Words } from './words';

/**
 * JSON values as the bytes that a file keeps of them, a third of their text: ids, digests, instants and base64 as what they
 * stand for, what was said before in the same value not again, and the words that the file has learned as numbers. The file
 * holds `WORDS_TABLE`.
 */
export class Packing {
  private static readonly ofDatabase = new WeakMap<Database, Packing>();

  /** For whoever only reads. */
  static reading(database: Database): Packing {
    return new Packing(new Words(database));
  }

  /** The one that all who write to an open database share. */
  static of(database: Database): Packing {
    const known = Packing.ofDatabase.get(database) ?? Packing.learning(database);
    Packing.ofDatabase.set(database, known);
    return known;
  }

  private readonly packer: Packer;

  private constructor(private readonly words: Words) {
    this.packer = new Packer(words);
  }

  /**
   * @param known a text that stands beside the value and is given to `unpack` too: where the value holds it, it takes one byte.
   * @throws TypeError for what JSON has no spelling for.
   */
  pack(value: unknown, known?: string): Buffer {
    return this.packer.pack(value, known);
  }

  /** @throws RangeError where the bytes are none that `pack` has made, or a word is gone. */
  unpack(bytes: Uint8Array, known?: string): unknown {
    return unpack(bytes, this.words, known);
  }

  private static learning(database: Database): Packing {
    const words = new Words(database);
    words.learn(GroupCommit.of(database));
    return new Packing(words);
  }
}
