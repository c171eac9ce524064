import { isRejection } from '@ekey/kernel';
import { isHeldBy } from './permissions';
import type { Officer, ReviewCommand } from './review.commands';
import { review } from './review.decider';
import type { ReviewState, UnderReview } from './review.state';

/** What somebody of the staff does with a case. */
export type OfficerCommand = Extract<ReviewCommand, { readonly data: { readonly officer: Officer } }>;

/** What an officer may do with the case now, as the decider answers. */
export const possibleCommands = (
  state: ReviewState,
  officer: Officer,
  now: string,
): readonly OfficerCommand['type'][] =>
  state.status !== 'under-review'
    ? []
    : specimens(state, officer, now)
        .filter((specimen) => !isRejection(review.decide(specimen, state)))
        .map(({ type }) => type);

function specimens(state: UnderReview, officer: Officer, now: string): readonly OfficerCommand[] {
  const on = { officer, now, round: state.round };
  const verdict = { ...on, marks: [], remark: '·' };
  const refusal = { ...on, ground: 'not-eligible', remark: '·' } as const;
  return [
    { type: isHeldBy(state, officer, now) ? 'ReleaseTask' : 'ClaimTask', data: { officer, now } },
    { type: 'ReassignTask', data: { officer, to: officer, now } },
    { type: 'SaveMarks', data: { ...on, marks: [{ target: 'form', verdict: 'ok' }] } },
    { type: 'PassPreVerification', data: verdict },
    { type: 'RejectPreVerification', data: verdict },
    { type: 'PassReVerification', data: { ...verdict, sealImpressionUsable: true, missingInSeal: [] } },
    { type: 'RejectReVerification', data: verdict },
    { type: 'ProposeRefusal', data: refusal },
    { type: 'DeclineRefusal', data: { ...on, remark: '·' } },
    { type: 'RefuseApplication', data: refusal },
  ];
}
