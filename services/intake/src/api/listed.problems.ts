import { otherPaperProblems } from '@ekey/case-papers/desk';
import { listedProblems } from '@ekey/platform';
import { accountProblems, enterpriseProblems, lockedOut, logInFailed, loginNameProblems } from './accounts.problems';
import {
  addressNotConfirmed,
  applicationProblems,
  caseNotNamed,
  copyNotPossible,
  keyEnded,
  lossReportedElsewhere,
  notForThisEnterprise,
  slotProblems,
  tooManyOpen,
} from './applications.problems';
import { contactChangeProblems, contactDataAlone, notContactData } from './contact-changes.problems';
import { keyProblems, pageNotKnown, statusUnknown } from './key-log-in.problems';

/** What intake may refuse with, for the readers of its API. */
export const problems = listedProblems(
  [
    applicationProblems,
    slotProblems,
    accountProblems,
    loginNameProblems,
    enterpriseProblems,
    contactChangeProblems,
    keyProblems,
  ],
  [
    ...[addressNotConfirmed(), copyNotPossible(), keyEnded(), notForThisEnterprise(), tooManyOpen(20)],
    ...[caseNotNamed([]), lossReportedElsewhere('…')],
    ...[logInFailed(), lockedOut(60), pageNotKnown(), statusUnknown(), contactDataAlone([]), notContactData([])],
    ...otherPaperProblems(),
  ],
);
