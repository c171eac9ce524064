import { Traces } from './traces';

const NAME = '欧阳静笙';
const traces = new Traces([NAME, '110101190001010014']);

describe('traces of a person', () => {
  it.each([
    ['as they are', Buffer.from(`…${NAME}…`)],
    ['escaped in JSON', Buffer.from('"\\u6b27\\u9633\\u9759\\u7b19"')],
    ['in hexadecimal', Buffer.from(Buffer.from(NAME).toString('hex'))],
    ['at the beginning of base64', Buffer.from(Buffer.from(`${NAME}!`).toString('base64'))],
    ['one byte into a group of base64', Buffer.from(Buffer.from(`a${NAME}!`).toString('base64'))],
    ['two bytes into a group of base64url', Buffer.from(Buffer.from(`ab${NAME}!!`).toString('base64url'))],
  ])('are found %s', (_how, bytes) => expect(traces.in(bytes)).toEqual([NAME]));

  it('are told one by one, and not where there are none', () => {
    expect(traces.in(Buffer.from(`${NAME} 110101190001010014`))).toHaveLength(2);
    expect(traces.in(Buffer.from('欧阳、静笙 11010119000101001X'))).toEqual([]);
  });
});
