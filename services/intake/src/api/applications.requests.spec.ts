import { startRequest } from './applications.requests';

const asked = (replaces: object) => ({ kind: 'replacement', uscc: '91310000MA1FL4QT9X', replaces });
const replaces = { number: 'EK1', ground: 'damaged' };
const faults = (surplus: readonly string[]) =>
  startRequest.safeParse(asked({ ...replaces, surplus })).error?.issues.map(({ path }) => path.join('.')) ?? [];

it('the number of a key is taken in every form it is typed, as it stands on the key', () => {
  for (const number of ['EK26000001', ' ek26000001 ', 'ＥＫ２６０００００１', 'Ek26000001'])
    expect(startRequest.parse(asked({ ...replaces, number })).replaces?.number).toBe('EK26000001');
  for (const number of ['', ' ', 'EK\u200B1', 'E'.repeat(51)])
    expect(startRequest.safeParse(asked({ ...replaces, number })).success).toBe(false);
});

describe('the keys that a replacement gives up', () => {
  it('are named once each', () => {
    expect(faults([])).toEqual([]);
    expect(faults(['EK4', 'EK5'])).toEqual([]);
    expect(faults(['EK4', 'EK4'])).toEqual(['replaces.surplus']);
    expect(faults(['EK4', ' ek4 '])).toEqual(['replaces.surplus']);
  });
  it('are not the one that is replaced', () => expect(faults(['EK1'])).toEqual(['replaces.surplus']));
});
