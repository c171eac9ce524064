import { readConfig } from '@ekey/platform';
import { explain } from './explain';
import { Refusal } from './host/refusal';

const fault = (members: object, message = 'something'): Error => Object.assign(new Error(message), members);
const FULL = 'the disk is full: make room, then try again';

describe('what is said to who runs the host', () => {
  it.each<[what: string, error: Error, said: string]>([
    ['a refusal', new Refusal('name the file'), 'name the file'],
    [
      'a port that is taken',
      fault({ code: 'EADDRINUSE' }),
      'port 8080 of 127.0.0.1 is taken: stop what uses it, or set PORT to another',
    ],
    ['a disk that is full, by the file system', fault({ code: 'ENOSPC' }), FULL],
    ['a quota that is used up', fault({ code: 'EDQUOT' }), FULL],
    [
      'a disk that is full, by the database',
      fault({ code: 'ERR_SQLITE_ERROR', errcode: 13 }, 'database or disk is full'),
      FULL,
    ],
    [
      'a folder of data that is a link to nowhere',
      fault({ code: 'ENOENT', path: './data' }),
      './data is no folder: set DATA_DIR to one, or to a new one',
    ],
    [
      'a file system that only reads',
      fault({ code: 'EROFS' }, "EROFS: read-only file system, mkdir '/srv/ekey'"),
      "EROFS: read-only file system, mkdir '/srv/ekey': the account that runs ekey needs this right",
    ],
    [
      'a disk that a database could not write to',
      fault({ code: 'ERR_SQLITE_ERROR', errcode: 10 | (19 << 8) }, 'disk I/O error'),
      'disk I/O error: has the disk room, and is it sound? (docs/runbooks/full-disk.md)',
    ],
    ['a full disk, without its number', fault({}, 'database or disk is full'), FULL],
  ])('tells of %s in words', (_what, error, said) => {
    expect(explain(error, readConfig({}))).toBe(said);
  });

  it('tells anything unforeseen with its stack', () => {
    expect(explain(new Error('never thought of'))).toMatch(/never thought of\n +at /);
  });
});
