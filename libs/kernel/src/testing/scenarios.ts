import { canonicalJson } from '../canonical-json';
import { fold, isRejection, type Command, type Decider, type Fact } from '../decider';

/**
 * Given these facts, when this command, then those facts (or that refusal). Throws with both sides printed where it is
 * not so, and therefore needs no test framework.
 */
export function scenarios<C extends Command, State, Event extends Fact, Code extends string>(
  decider: Decider<C, State, Event, Code>,
) {
  const given = (...facts: readonly Event[]) => ({
    state: () => fold(decider, facts),
    when: (command: C) => {
      const decision = decider.decide(command, fold(decider, facts));
      return {
        decision,
        then: (...expected: readonly Event[]) => same(decision, expected),
        thenRejected: (code: Code, detail?: object) =>
          same(isRejection(decision) ? (detail ? decision : { rejected: decision.rejected }) : decision, {
            rejected: code,
            ...(detail ? { detail } : {}),
          }),
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
