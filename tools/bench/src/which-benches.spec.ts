import { NoSuchBench, whichBenches } from './which-benches';

const THERE = ['commands', 'http'];

describe('which benches are run', () => {
  it('are all of them where none is named', () => {
    expect(whichBenches(THERE, [])).toEqual(THERE);
  });

  it('are those that are named, in that order', () => {
    expect(whichBenches(THERE, ['http', 'commands'])).toEqual(['http', 'commands']);
  });

  it.each(['--help', 'htttp'])('is none where one of them does not exist: it says which there are', (word) => {
    const ask = () => whichBenches(THERE, ['http', word]);
    expect(ask).toThrow(NoSuchBench);
    expect(ask).toThrow(`there is no bench ${word}: name some of commands, http, or none for all`);
  });
});
