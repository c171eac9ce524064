import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { assertWritable, readIfThere, writePrivate } from './files';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ekey-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a private file', () => {
  it('is its owner’s to read, and replaces what stood there', () => {
    const file = path.join(folder, 'ring.json');
    writeFileSync(file, 'before', { mode: 0o644 });
    writePrivate(file, 'after');
    expect([readFileSync(file, 'utf8'), statSync(file).mode & 0o777]).toEqual(['after', 0o600]);
    expect(readdirSync(folder)).toEqual(['ring.json']);
  });

  it('takes over neither content nor rights of a draft that was left behind', () => {
    const file = path.join(folder, 'ring.json');
    writeFileSync(`${file}.new`, 'a longer text of an earlier try', { mode: 0o666 });
    writePrivate(file, 'after');
    expect([readFileSync(file, 'utf8'), statSync(file).mode & 0o777]).toEqual(['after', 0o600]);
  });

  it('leaves everything as it was where it cannot be written', () => {
    expect(() => writePrivate(path.join(folder, 'no', 'such', 'folder'), 'text')).toThrow('ENOENT');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is nothing where there is none', () => {
    expect(readIfThere(path.join(folder, 'none'))).toBeUndefined();
    expect(() => readIfThere(folder)).toThrow('EISDIR');
  });
});

describe('a folder', () => {
  it('is tried without leaving anything in it', () => {
    assertWritable(folder);
    expect(readdirSync(folder)).toEqual([]);
    expect(() => assertWritable(path.join(folder, 'gone'))).toThrow('ENOENT');
  });
});
