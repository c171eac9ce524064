import { askedOfEach, type PossibleCommand } from '@ekey/case-papers';
import type { SubmitContactChange, WithdrawContactChange } from './contact-changes.commands';
import { contactChanges, type ContactChangeRejection } from './contact-changes.decider';
import { changeOf, saidOf, type ContactChangesState } from './contact-changes.state';

type ApplicantCommand = SubmitContactChange | WithdrawContactChange;

/** What the applicant may do about a change now, as the decider answers. */
export function possibleCommands(
  state: ContactChangesState,
  changeId: string,
  now: string,
): readonly PossibleCommand<ApplicantCommand['type'], ContactChangeRejection>[] {
  const change = changeOf(state, changeId);
  if (change === null) return [];
  const { number, round } = change.submission;
  const after = saidOf(state, number)?.changeId ?? null;
  const corrected = { ...change.submission, round: round + 1, changedFields: ['agent.phone'], after, now };
  const specimens: readonly ApplicantCommand[] = [
    { type: 'SubmitContactChange', data: corrected },
    { type: 'WithdrawContactChange', data: { changeId, now } },
  ];
  return askedOfEach(specimens, (specimen) => contactChanges.decide(specimen, state));
}
