import { reject, type Decider } from '../decider';
import type { Fact } from '../fact';
import { scenarios } from './scenarios';

type Opened = Fact<'Opened', { by?: string | undefined }>;
type Closed = Fact<'Closed', { reason: string }>;
type Command = Fact<'Close', { reason: string }> | Fact<'Spoil', { reason: string }>;

interface Door {
  readonly open: boolean;
}

const door: Decider<Command, Door, Opened | Closed, 'NotOpen'> = {
  category: 'test.Door',
  initial: { open: false },
  decide: (command, state) => {
    if (command.type === 'Spoil') (command.data as { reason: string }).reason = 'spoilt';
    if (command.data.reason === '') return [];
    return state.open ? [{ type: 'Closed', data: command.data }] : reject('NotOpen', { open: false });
  },
  evolve: (state, fact) => ({ ...state, open: fact.type === 'Opened' }),
};
const { given } = scenarios(door);
const opened: Opened = { type: 'Opened', data: {} };
const close = (reason = 'night') => ({ type: 'Close', data: { reason } }) as const;

describe('a scenario', () => {
  it('passes where the facts, the refusal or nothing follow as said', () => {
    given(opened)
      .when(close())
      .then({ type: 'Closed', data: { reason: 'night' } });
    given(opened).when(close()).thenTypes('Closed');
    given().when(close()).thenRejected('NotOpen');
    given().when(close()).thenRejected('NotOpen', { open: false });
    given().when(close('')).thenNothing();
    expect(given(opened).state()).toEqual({ open: true });
    expect(given(opened).when(close()).facts()).toHaveLength(1);
  });

  it.each<[string, () => void]>([
    ['other facts', () => given(opened).when(close()).then(opened)],
    ['no facts', () => given(opened).when(close()).then()],
    ['facts of another type', () => given(opened).when(close()).thenTypes('Opened')],
    ['facts instead of a refusal', () => given(opened).when(close()).thenRejected('NotOpen')],
    ['a refusal instead of facts', () => given().when(close()).thenTypes('Closed')],
    ['a refusal instead of nothing', () => given().when(close()).thenNothing()],
    ['another detail', () => given().when(close()).thenRejected('NotOpen', { open: true })],
  ])('fails at %s, with both sides in its message', (_name, scenario) => {
    expect(scenario).toThrow(/^expected .*\nbut got {2}.*$/);
  });

  it('has no facts to look at after a refusal', () => {
    expect(() => given().when(close()).facts()).toThrow('refused: {"rejected":"NotOpen","detail":{"open":false}}');
  });

  it('takes a member that is undefined for absent, as the log does', () => {
    const echo: typeof door = { ...door, decide: () => [{ type: 'Opened', data: { by: undefined } }] };
    scenarios(echo).given().when(close()).then(opened);
  });

  it('fails where a rule changes what it was given', () => {
    expect(() => given(opened).when({ type: 'Spoil', data: { reason: 'x' } })).toThrow(TypeError);
    const careless = {
      ...door,
      evolve: (state: Door) => {
        (state as { open: boolean }).open = true;
        return state;
      },
    };
    expect(() => scenarios(careless).given(opened).state()).toThrow(TypeError);
  });
});
