import { isRejection, type Command, type Decider, type Fact } from '@ekey/kernel';
import { problemOf, type ProblemTable } from '@ekey/platform';

/**
 * Refuses what the rules would refuse, before something scarce is claimed for it. Stores nothing.
 * @throws Problem by the table
 */
export function rehearse<C extends Command, State, Event extends Fact, Code extends string>(
  decider: Decider<C, State, Event, Code>,
  command: C,
  state: State,
  problems: ProblemTable<Code>,
): void {
  const decision = decider.decide(command, state);
  if (isRejection(decision)) throw problemOf(problems, decision);
}
