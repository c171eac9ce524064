import { isRejection, type Decision, type Fact, type Rejection } from '@ekey/kernel';

/** What may be tried, with the decider's own answer to it. */
export interface PossibleCommand<Type extends string, Code extends string> {
  readonly command: Type;
  readonly allowed: boolean;
  readonly because?: Code;
  readonly detail?: NonNullable<Rejection<Code>['detail']>;
}

/**
 * What may be done now, by asking `decide` about a specimen of each command, so that no button can disagree with the
 * rules. A specimen holds nothing wrong that its sender could still mend in it.
 */
export function askedOfEach<Specimen extends { readonly type: string }, Code extends string>(
  specimens: readonly Specimen[],
  decide: (specimen: Specimen) => Decision<Fact, Code>,
): readonly PossibleCommand<Specimen['type'], Code>[] {
  return specimens.map((specimen) => {
    const command: Specimen['type'] = specimen.type;
    const decision = decide(specimen);
    // Facts to be stored mean that it would change something; none, that it is so already.
    if (!isRejection(decision)) return { command, allowed: decision.length > 0 };
    const { rejected, detail } = decision;
    return { command, allowed: false, because: rejected, ...(detail === undefined ? {} : { detail }) };
  });
}
