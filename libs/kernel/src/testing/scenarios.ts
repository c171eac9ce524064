import { canonicalJson } from '../canonical-json';
import { isRejection, type Command, type Decider } from '../decider';
import type { Fact } from '../fact';
import { frozen } from './frozen';

/**
 * Given these facts, when this command, then those facts (or that refusal). Throws with both sides printed where it is
 * not so, and therefore needs no test framework. Facts, command and states are frozen: a rule that changes what it was
 * given fails here and not in a service that remembers states.
 */
export function scenarios<C extends Command, State, Event extends Fact, Code extends string>(
  decider: Decider<C, State, Event, Code>,
) {
  const stateAfter = (facts: readonly Event[]): State =>
    facts.reduce((state, fact) => frozen(decider.evolve(state, frozen(fact))), frozen(decider.initial));
  const given = (...facts: readonly Event[]) => ({
    state: () => stateAfter(facts),
    when: (command: C) => {
      const decision = decider.decide(frozen(command), stateAfter(facts));
      return {
        decision,
        then: (...expected: readonly Event[]) => same(decision, expected),
        /** Without `detail` the code alone is compared. */
        thenRejected: (code: Code, detail?: object) =>
          detail === undefined && isRejection(decision)
            ? same(decision.rejected, code)
            : same(decision, { rejected: code, ...(detail ? { detail } : {}) }),
        thenNothing: () => same(decision, []),
        thenTypes: (...types: readonly Event['type'][]) =>
          same(isRejection(decision) ? decision : decision.map((event) => event.type), types),
        /** The facts, for an assertion on a part of them. */
        facts: (): readonly Event[] => {
          if (isRejection(decision)) throw new Error(`refused: ${JSON.stringify(decision)}`);
          return decision;
        },
      };
    },
  });
  return { given };
}

function same(actual: unknown, expected: unknown): void {
  const [is, should] = [canonicalJson(actual), canonicalJson(expected)];
  if (is !== should) throw new Error(`expected ${should}\nbut got  ${is}`);
}
