import type { Reactor } from '@ekey/event-store';
import type { Clock, Recorded } from '@ekey/kernel';

/** The same reactor, which notes how old each fact has become by the time it is dealt with, in seconds. */
export function timedReactor(reactor: Reactor, clock: Clock, note: (seconds: number) => void): Reactor {
  const { name, handles, handle, handleAll } = reactor;
  const noteAge = ({ meta }: Recorded): void =>
    note(Math.max(0, Date.parse(clock.now()) - Date.parse(meta.recordedAt)) / 1000);
  return {
    ...{ name, handles },
    handle: async (fact) => {
      await handle(fact);
      noteAge(fact);
    },
    ...(handleAll === undefined ? {} : { handleAll: noting(handleAll, noteAge) }),
  };
}

const noting =
  (
    handleAll: NonNullable<Reactor['handleAll']>,
    noteAge: (fact: Recorded) => void,
  ): NonNullable<Reactor['handleAll']> =>
  async (facts) => {
    await handleAll(facts);
    const last = facts.at(-1);
    if (last !== undefined) noteAge(last);
  };
