import type { Officer } from './review.commands';
import type { UnderReview } from './review.state';
import { stageRules } from './stages';

export const isManagerOf = (agencyId: string, officer: Officer): boolean =>
  officer.roles.includes('AGM') && officer.organisationId === agencyId;

export const isOfAuthority = (agencyId: string, officer: Officer): boolean =>
  officer.organisationId === agencyId && officer.roles.some((role) => role === 'AGR' || role === 'AGM');

/** Role and authority are those of the stage. */
export const isFitFor = ({ stage, submission }: UnderReview, officer: Officer): boolean =>
  stageRules[stage].desk === 'provider' ? officer.roles.includes('SPR') : isOfAuthority(submission.agencyId, officer);

export const isHeldBy = ({ claim }: UnderReview, officer: Officer, now: string): boolean =>
  claim !== null && claim.officer === officer.id && now < claim.leaseUntil;

export const isHeldByAnother = ({ claim }: UnderReview, officer: Officer, now: string): boolean =>
  claim !== null && claim.officer !== officer.id && now < claim.leaseUntil;
