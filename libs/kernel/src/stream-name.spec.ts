import { categoryOf, ownerOf, streamIdOf, streamName } from './stream-name';

describe('the name of a stream', () => {
  it('is service, noun and id, and comes apart again', () => {
    const name = streamName('intake.KeyApplication', '3f0c-1');
    expect(name).toBe('intake.KeyApplication-3f0c-1');
    expect([ownerOf(name), categoryOf(name), streamIdOf(name)]).toEqual(['intake', 'intake.KeyApplication', '3f0c-1']);
    expect(ownerOf('intake.KeyApplication')).toBe('intake');
  });

  it.each(['intake.Key-Application', 'Intake.Account', 'intake.account', 'intake', 'intake.', '.Account', 'a.B\n'])(
    'has no category %j',
    (category) => expect(() => streamName(category, '1')).toThrow(`not a category: ${category}`),
  );

  it('has an id', () => {
    expect(() => streamName('intake.Account', '')).toThrow('a stream of intake.Account needs an id');
  });

  it.each(['intake', 'intakes', '', '-1', '.Account-1'])('is not %j, and so nobody owns it', (text) => {
    expect(() => ownerOf(text)).toThrow(RangeError);
  });

  it.each(['intake.Account', '', '-1'])('is not %j, and so it has neither category nor id', (text) => {
    expect(() => categoryOf(text)).toThrow(RangeError);
    expect(() => streamIdOf(text)).toThrow(RangeError);
  });
});
