import { BadRequestException, NotFoundException } from '@nestjs/common';
import { DocumentBroken } from '@ekey/documents';
import { BrokenRecord, WrongExpectedRevision } from '@ekey/event-store';
import { KeyErased, KeyMissing, SealBroken } from '@ekey/personal-data';
import { BadQuery, BrokenDocument, ViewBehind } from '@ekey/views';
import { contentOf } from './known-errors';
import { forbidden, tooManyRequests } from './problem';

const told = (error: unknown) => {
  const { status, code, retryAfterSeconds } = contentOf(error);
  return [status, code, retryAfterSeconds];
};

describe('an error', () => {
  it.each<[unknown, readonly unknown[]]>([
    [forbidden(), [403, 'Forbidden', undefined]],
    [tooManyRequests(7), [429, 'TooManyRequests', 7]],
    [new ViewBehind('shelves'), [503, 'ViewBehind', 5]],
    [new BadQuery('no such index'), [400, 'InvalidQuery', undefined]],
    [new WrongExpectedRevision('notify.Shelf-1', 3), [409, 'Conflict', undefined]],
    [new KeyErased('case:1'), [410, 'PersonalDataErased', undefined]],
    [new KeyMissing('case:1'), [503, 'KeyMissing', 5]],
    [new SealBroken('case:1', 'name'), [503, 'RecordBroken', 5]],
    [new BrokenRecord('notify.Shelf-1', 1, 'its checksum is wrong'), [503, 'RecordBroken', 5]],
    [new BrokenDocument('shelves', '1'), [503, 'RecordBroken', 5]],
    [new DocumentBroken('1/2'), [503, 'RecordBroken', 5]],
    [Object.assign(new Error('disk'), { code: 'ENOSPC' }), [503, 'StorageUnavailable', 5]],
    [Object.assign(new Error('any'), { errcode: 13 }), [503, 'StorageUnavailable', 5]],
    [Object.assign(new Error('any'), { errcode: 778 }), [503, 'StorageUnavailable', 5]],
    [new Error('database or disk is full'), [503, 'StorageUnavailable', 5]],
    [Object.assign(new Error('constraint'), { errcode: 19 }), [500, 'InternalError', undefined]],
    [new NotFoundException('Cannot GET /x'), [404, 'NotFound', undefined]],
    [new BadRequestException(), [400, 'InvalidRequest', undefined]],
    [Object.assign(new Error('too large'), { statusCode: 413 }), [413, 'BodyTooLarge', undefined]],
    [Object.assign(new Error('teapot'), { statusCode: 418 }), [500, 'InternalError', undefined]],
    [new TypeError('a fault'), [500, 'InternalError', undefined]],
    ['a text', [500, 'InternalError', undefined]],
    [null, [500, 'InternalError', undefined]],
    [undefined, [500, 'InternalError', undefined]],
  ])('%p is told as %p', (error, expected) => {
    expect(told(error)).toEqual(expected);
  });

  it('says in both languages what to do', () => {
    for (const error of [new ViewBehind('x'), new KeyMissing('case:1'), new Error(), new NotFoundException()]) {
      const { zh, en } = contentOf(error);
      expect(zh).toMatch(/\p{Script=Han}.*。$/u);
      expect(en).toMatch(/^[A-Z].*\.$/);
    }
  });
});
