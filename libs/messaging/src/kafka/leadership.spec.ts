import type { Connection } from './connection';
import { Leadership } from './leadership';

type Heard = (event: { readonly payload: unknown }) => void;

/** A group as its member hears of it. */
function groupOf() {
  const listeners = new Map<string, Heard>();
  const consumer = {
    events: { GROUP_JOIN: 'join', CRASH: 'crash' },
    on: (event: string, heard: Heard) => void listeners.set(event, heard),
    ...{ connect: async () => undefined, subscribe: async () => undefined, run: async () => undefined },
    disconnect: jest.fn(async () => undefined),
  };
  const connection = {
    ...{ named: (name: string) => name, member: () => consumer },
    unavailable: (error: Error) => error,
  };
  const divides = (isOurs: boolean): void =>
    listeners.get('join')?.({ payload: { memberAssignment: isOurs ? { relay: [0] } : {} } });
  const breaks = (error: Error): void => listeners.get('crash')?.({ payload: { error } });
  return { connection: connection as unknown as Connection, consumer, divides, breaks };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('being the one of several processes', () => {
  const stopping = new AbortController();
  const begun = async () => {
    const group = groupOf();
    const terms = new Leadership(group.connection, 'relay', 'intake').terms(stopping.signal)[Symbol.asyncIterator]();
    const first = terms.next();
    await turn();
    return { ...group, terms, first };
  };

  it('begins with the assignment, and ends when another has it', async () => {
    const { divides, first } = await begun();
    divides(true);
    const { value: term } = await first;
    expect(term.aborted).toBe(false);
    divides(false);
    expect(term.aborted).toBe(true);
  });

  it('begins anew where the group is divided and it is the same one again: who joined may have written late', async () => {
    const { divides, first, terms } = await begun();
    divides(true);
    const { value: term } = await first;
    divides(true);
    expect(term.aborted).toBe(true);
    const { value: next } = await terms.next();
    expect([next === term, next.aborted]).toEqual([false, false]);
  });

  it('is over with the fault that ends the membership, which is left', async () => {
    const { divides, breaks, first, terms, consumer } = await begun();
    divides(true);
    const { value: term } = await first;
    breaks(new Error('the coordinator is gone'));
    expect(term.aborted).toBe(true);
    await expect(terms.next()).rejects.toThrow('the coordinator is gone');
    expect(consumer.disconnect).toHaveBeenCalled();
  });

  it('is not sought by who has been stopped by then', async () => {
    const { connection, consumer } = groupOf();
    const joins = jest.spyOn(consumer, 'connect');
    const terms = new Leadership(connection, 'relay', 'intake').terms(AbortSignal.abort())[Symbol.asyncIterator]();
    expect(await Promise.race([terms.next(), turn()])).toEqual({ done: true, value: undefined });
    expect(joins).not.toHaveBeenCalled();
  });
});
