import type { Besides } from '@ekey/kernel';
import { prefersEnglish, problemDocument } from './problem-document';

describe('the language of a problem', () => {
  it.each([
    [undefined, false],
    ['', false],
    ['en', true],
    ['EN-us', true],
    ['en-GB,en;q=0.9', true],
    ['fr, en;q=0.5', true],
    ['zh-CN,zh;q=0.9,en;q=0.8', false],
    ['en;q=0.3, zh;q=0.8', false],
    ['zh;q=0.3, en;q=0.8', true],
    ['zh;q=0, en;q=0.1', true],
    ['en;q=0', false],
    ['*', false],
    ['english', false],
    ['de', false],
    [`${'x,'.repeat(500)}en`, false],
    [';;;q=,,en', true],
  ])('asked for by %p is English: %p', (header, english) => {
    expect(prefersEnglish(header)).toBe(english);
  });
});

describe('a problem document', () => {
  const content = {
    status: 409,
    code: 'ShelfIsFull',
    zh: '架子已满。',
    en: 'The shelf is full.',
    members: { holds: 3 },
    errors: [{ field: 'thing', code: 'Extra', zh: '多余。', en: 'One too many.' }],
  };

  it('is in one language, with both at hand, and names its code, its instance and the fields', () => {
    expect(problemDocument(content, true, 'a-b')).toEqual({
      type: 'urn:ekey:problem:ShelfIsFull',
      title: 'The shelf is full.',
      status: 409,
      code: 'ShelfIsFull',
      instance: 'urn:uuid:a-b',
      messages: { 'zh-CN': '架子已满。', en: 'The shelf is full.' },
      holds: 3,
      errors: [{ field: 'thing', code: 'Extra', detail: 'One too many.', messages: { 'zh-CN': '多余。', en: 'One too many.' } }], // prettier-ignore
    });
    expect(problemDocument(content, false, 'a-b')).toMatchObject({
      title: '架子已满。',
      errors: [{ detail: '多余。' }],
    });
  });

  it('keeps its own words: the compiler refuses a member under one of them', () => {
    // @ts-expect-error A refusal has a status of its own.
    const members: Besides = { status: 'full' };
    expect(problemDocument({ ...content, members }, true, 'a-b')).toMatchObject({ status: 409 });
  });

  it('has no list of fields where none is to blame', () => {
    expect(problemDocument({ status: 404, code: 'NotFound', zh: '无', en: 'None' }, true, 'a')).not.toHaveProperty(
      'errors',
    );
  });
});
