import { startRequest } from './applications.requests';

const asked = (replaces: object) => ({ kind: 'replacement', uscc: '91310000MA1FL4QT9X', replaces });
const replaces = { number: 'EK1', ground: 'damaged' };
const faults = (surplus: readonly string[]) =>
  startRequest.safeParse(asked({ ...replaces, surplus })).error?.issues.map(({ path }) => path.join('.')) ?? [];

describe('the keys that a replacement gives up', () => {
  it('are named once each', () => {
    expect(faults([])).toEqual([]);
    expect(faults(['EK4', 'EK5'])).toEqual([]);
    expect(faults(['EK4', 'EK4'])).toEqual(['replaces.surplus']);
    expect(faults(['EK4', ' EK4 '])).toEqual(['replaces.surplus']);
  });
  it('are not the one that is replaced', () => expect(faults(['EK1'])).toEqual(['replaces.surplus']));
});
