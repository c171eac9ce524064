import { listedProblems } from '@ekey/platform';
import { calendarInvalid, calendarProblems, otherYear } from './calendar.problems';
import { claimNeeded } from './case-access';
import { documentErased } from './case-documents.controller';
import { organisationProblems } from './organisations.problems';
import { reviewProblems } from './review.problems';
import { assertionRefused, logInProblem, staffProblems } from './staff.problems';

/** What review may refuse with, for the readers of its API. */
export const problems = listedProblems(
  [reviewProblems, staffProblems, organisationProblems, calendarProblems],
  [
    ...(['locked', 'enrolment-needed', 'wrong'] as const).map((fault) => logInProblem({ fault })),
    ...[assertionRefused(), calendarInvalid([]), otherYear(), claimNeeded(), documentErased()],
  ],
);
