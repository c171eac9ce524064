import { SLOTS } from '@ekey/contracts';
import { chosen, manager, officers, preVerifiers, reVerifiers, type Case, type Officer } from '../cast';
import type { House } from '../house';
import { APPLICATION, slotsOf } from './applicant';
import type { Move } from './move';

export const REVIEW = 'review.Review';

/** What is read of a review here. */
export interface Review {
  readonly status: 'unknown' | 'never-opened' | 'under-review' | 'returned' | 'approved' | 'refused' | 'closed';
  readonly stage: 'pre-verification' | 're-verification';
  readonly round: number;
  readonly proposal: { readonly by: string } | null;
  readonly claim: { readonly officer: string; readonly leaseUntil: string } | null;
  readonly preVerifier: string | null;
  readonly clock: object | null;
}

export const reviewOf = (house: House, { caseId }: Case): Review => house.state(REVIEW, caseId);

const targets = ['form', ...SLOTS] as const;
const good = targets.map((target) => ({ target, verdict: 'ok' }));

/** One thing is wrong: mostly a document, now and then the form. */
const oneDefect = (pick: number) => {
  const target = chosen(targets, pick);
  const findings = [{ code: target === 'form' ? 'A06' : 'G01' }];
  const defect = { target, verdict: 'defective', findings, reason: '上一轮漏看' };
  return good.map((mark) => (mark.target === target ? defect : mark));
};

const ask = (house: House, of: Case, type: string, data: object): boolean =>
  house.ask(REVIEW, of.caseId, { type, data: { ...data, round: reviewOf(house, of).round, now: house.now } });

const claim = (house: House, of: Case, officer: Officer): boolean => ask(house, of, 'ClaimTask', { officer });

/** Whoever sits at the desk of this stage. */
const fitFor = (house: House, of: Case, pick: number): Officer =>
  chosen(reviewOf(house, of).stage === 're-verification' ? reVerifiers : preVerifiers, pick);

const verdict =
  (kind: 'Pass' | 'Reject', who: (house: House, of: Case, pick: number) => Officer): Move =>
  (house, of, pick) => {
    const { stage } = reviewOf(house, of);
    const officer = who(house, of, pick);
    claim(house, of, officer);
    const type = `${kind}${stage === 're-verification' ? 'Re' : 'Pre'}Verification`;
    const marks = kind === 'Pass' ? good : oneDefect(pick);
    const said = { officer, marks, remark: kind === 'Pass' ? null : '请补正', sealImpressionUsable: pick % 2 === 0 };
    const data = { ...said, missingInSeal: [] };
    return ask(house, of, type, data);
  };

const byAnybody = (_house: House, _of: Case, pick: number): Officer => chosen(officers, pick);

const propose: Move = (house, of, pick) => {
  const officer = fitFor(house, of, pick);
  claim(house, of, officer);
  return ask(house, of, 'ProposeRefusal', { officer, ground: 'not-eligible', remark: '不符合条件' });
};

const claimAlone: Move = (house, of, pick) => claim(house, of, chosen(officers, pick));

const reassign: Move = (house, of, pick) =>
  ask(house, of, 'ReassignTask', { officer: manager, to: chosen(officers, pick) });

const decline: Move = (house, of) => ask(house, of, 'DeclineRefusal', { officer: manager, remark: '继续办理' });

const refuse: Move = (house, of) =>
  ask(house, of, 'RefuseApplication', { officer: manager, ground: 'forged-materials', remark: '材料系伪造' });

/** The authority's manager gives the enterprise its slot back; the case that holds it ends first. */
const releaseSlot: Move = (house, { uscc }) => {
  const [taken] = slotsOf(house, uscc).taken;
  const end = { type: 'EndForSlotRelease', data: { reason: '企业申请撤销', now: house.now } };
  return taken !== undefined && house.ask(APPLICATION, taken.caseId, end);
};

export const reviewers = {
  ...{ pass: verdict('Pass', fitFor), reject: verdict('Reject', fitFor) },
  ...{ passAsAnybody: verdict('Pass', byAnybody), rejectAsAnybody: verdict('Reject', byAnybody) },
  ...{ claimAlone, reassign, propose, decline, refuse, releaseSlot },
} satisfies Record<string, Move>;
