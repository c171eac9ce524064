import { foreignPage, operatorNotAllowed } from '../security/authentication';
import { hostMissing, methodNotAllowed, severalHosts, stopping } from './admission';
import { brokenJson, codedBody, forbiddenName, tooDeep } from './body-parsers';
import { invalidIdempotencyKey, invalidIfMatch } from './intent';
import { knownErrors } from './known-errors';
import { listedProblems, type ListedProblem } from './listed-problems';
import {
  forbidden,
  notFound,
  reusedKey,
  staleRevision,
  tooBusy,
  tooManyRequests,
  unauthenticated,
  Problem,
} from './problem';
import { invalidRequest } from './validation';

/** What every service may refuse with, whatever it does. */
export const generalProblems: readonly ListedProblem[] = listedProblems(
  [],
  [
    ...[invalidRequest([]), brokenJson(), tooDeep(), forbiddenName(), invalidIdempotencyKey(), invalidIfMatch()],
    ...[hostMissing(), severalHosts(), unauthenticated(), forbidden(), operatorNotAllowed(), foreignPage()],
    ...[notFound(), methodNotAllowed([]), staleRevision(0), codedBody(), reusedKey(), tooManyRequests(0)],
    ...[tooBusy(), stopping(), ...knownErrors.map((content) => new Problem(content))],
  ],
);
