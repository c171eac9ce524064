import { otherPaperProblems } from '@ekey/case-papers/desk';
import { REQUEST_WORDINGS } from '@ekey/pki';
import { listedProblems, toldWith } from '@ekey/platform';
import {
  contentChanged,
  keyNotKnown,
  proofWrong,
  renewalProblems,
  subjectNotApproved,
  termProblems,
} from './renewals.problems';

/** What renewal may refuse with, for the readers of its API. */
export const problems = listedProblems(
  [renewalProblems, termProblems, toldWith(422, REQUEST_WORDINGS)],
  [contentChanged([]), keyNotKnown(), proofWrong(), subjectNotApproved(), ...otherPaperProblems()],
);
