import type { Command, Decider, Effect, Fact, Policy, Publisher, Recorded } from '@ekey/kernel';
import { DeciderHandler, defineService, effect, policy, StreamCommand } from '@ekey/platform';
import { House, Parked, settle } from '../src';

type Count = Command<'Count' | 'Echo' | 'Refuse', { readonly by: string }>;
type Counted = Fact<'Counted' | 'Echoed', { readonly by: string }>;

/** Counts who asked, remembers the echoes, and refuses to refuse. */
const counter: Decider<Count, readonly string[], Counted, 'Never'> = {
  category: 'count.Counter',
  initial: [],
  decide: ({ type, data }) =>
    type === 'Refuse' ? { rejected: 'Never' } : [{ type: type === 'Count' ? 'Counted' : 'Echoed', data }],
  evolve: (state, { type, data }) => [...state, `${type} ${data.by}`],
};
class HandleCounter extends StreamCommand<Count, Counted, 'Never'> {}
class CounterHandler extends DeciderHandler(counter) {}

/** Whatever is counted of one is echoed in the stream of another; what is counted of "evil" is refused there. */
const whenCountedThenEcho: Policy<Counted, Count> = {
  name: 'when-counted-then-echo',
  from: 'own',
  on: ['Counted'],
  react: ({ data, meta }) => [
    { id: 'echo', command: { type: meta.stream.endsWith('evil') ? 'Refuse' : 'Echo', data } },
  ],
};
const whenEchoedThenReport: Effect<Counted, Count, null> = {
  name: 'when-echoed-then-report',
  on: ['Echoed'],
  act: async () => Promise.resolve(null),
};
const publisher: Publisher<Counted> = { service: 'count', publish: () => null };
const service = defineService({
  name: 'count',
  rights: {},
  handlers: [[HandleCounter, CounterHandler]],
  policies: [policy(whenCountedThenEcho, HandleCounter)],
  effects: [effect(whenEchoedThenReport, HandleCounter, 'ports')],
  publisher,
});

const now = '2026-03-02T01:00:00.000Z';
const silence = { 'when-echoed-then-report': () => null };
const built = (standIns: Parameters<typeof House.of>[1] = silence): House => House.of([service], standIns, now);
const count = (house: House, id: string, by: string): boolean =>
  house.ask('count.Counter', id, { type: 'Count', data: { by } });
const echoes = (house: House): readonly string[] => house.state('count.Counter', 'echo');

describe('a house', () => {
  it('feeds a reactor in the order of a stream, whatever the order of the streams', () => {
    for (const seed of [1, 2, 3, 4]) {
      const house = built();
      for (const by of ['1', '2', '3']) {
        count(house, 'one', `a${by}`);
        count(house, 'other', `b${by}`);
      }
      settle(house, seed);
      const heard = echoes(house).map((echo) => echo.slice('Echoed '.length));
      expect(heard.filter((by) => by.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
      expect(heard.filter((by) => by.startsWith('b'))).toEqual(['b1', 'b2', 'b3']);
    }
  });

  it('knows a reactor’s command again, however often its fact is delivered', () => {
    const house = built();
    count(house, 'one', 'a');
    settle(house, 1);
    for (let turn = 0; turn < 9; turn += 1) house.redeliver(turn);
    settle(house, 2, { repeatOneIn: 1 });
    expect(echoes(house)).toEqual(['Echoed a']);
  });

  it('tells of a policy whose command is refused', () => {
    const house = built();
    count(house, 'evil', 'a');
    expect(() => settle(house, 1)).toThrow(Parked);
  });

  it('feeds nothing to whom it was told to pass over, until all are fed again', () => {
    const house = built();
    house.pause('when-counted-then-echo');
    count(house, 'one', 'a');
    expect(house.waiting().some((lane) => lane.startsWith('when-counted-then-echo'))).toBe(false);
    expect(() => house.pause('when-nobody-then-nothing')).toThrow('nobody is called');
    settle(house, 1);
    expect(echoes(house)).toEqual(['Echoed a']);
  });

  it('goes on apart from its fork', () => {
    const house = built();
    count(house, 'one', 'a');
    const fork = house.fork();
    settle(fork, 1);
    count(fork, 'one', 'b');
    expect([echoes(house), echoes(fork)]).toEqual([[], ['Echoed a']]);
    expect(house.state('count.Counter', 'one')).toEqual(['Counted a']);
  });

  it('lets effects report to the stream of their fact, and is not built without a stand-in for one', () => {
    const report = ({ data }: Recorded): Command | null =>
      (data as Counted['data']).by === 'b' ? null : { type: 'Echo', data: { by: 'b' } };
    const house = built({ 'when-echoed-then-report': report });
    count(house, 'one', 'a');
    settle(house, 1, { repeatOneIn: 1 });
    expect(echoes(house)).toEqual(['Echoed a', 'Echoed b']);
    expect(() => built({})).toThrow('nothing stands in for the effect when-echoed-then-report');
  });
});
