import type { Published } from '@ekey/contracts';
import { streamIdOf, type Publisher, type Sealed } from '@ekey/kernel';
import type { CalendarEvent } from '../calendar/calendar.events';
import type { OrganisationEvent } from '../organisation/organisation.events';
import type { Deadline, StoredReviewEvent } from '../review/review.events';
import type { StoredStaffMemberEvent } from '../staff-member/staff-member.events';

type Told = Extract<Published, { readonly type: `review.${string}` }>;

/** A remark that a published verdict carries was given: the decider refuses the verdict without it. */
const given = (remark: Sealed | null): Sealed => remark as Sealed;

const verdictOn = (
  caseId: string,
  { data }: Extract<StoredReviewEvent, { readonly data: { readonly uscc: string; readonly officer: string } }>,
) => ({
  caseId,
  kind: data.kind,
  round: data.round,
  uscc: data.uscc,
  agencyId: data.agencyId,
  officer: data.officer,
  decidedAt: data.decidedAt,
});

const deadlineOf = ({ round, stage, startedAt, dueAt, dueOn, provisional }: Deadline) => ({
  round,
  stage,
  startedAt,
  dueAt,
  dueOn,
  provisional,
});

/** What happened to a case, in the words that the other services know. */
function ofCase(caseId: string, fact: StoredReviewEvent): Told | null {
  switch (fact.type) {
    case 'PreVerificationPassed':
      return { type: 'review.ApplicationPreVerified.v1', data: verdictOn(caseId, fact) };
    case 'ReVerificationPassed': {
      // Where the provider reviews alone there is one reviewer.
      const { submission, due, sealImpressionUsable, preVerifier, officer } = fact.data;
      const documents = [...submission.documents];
      const onRecord = { ...submission, documents, sealImpressionUsable, preVerifier: preVerifier ?? officer };
      return { type: 'review.ApplicationReVerified.v1', data: { ...verdictOn(caseId, fact), ...onRecord, ...due } };
    }
    case 'PreVerificationRejected':
    case 'ReVerificationRejected': {
      const { stage, findings, remark } = fact.data;
      const reasons = { stage, reasons: [...findings], remark: given(remark) };
      return { type: 'review.ApplicationRejected.v1', data: { ...verdictOn(caseId, fact), ...reasons } };
    }
    case 'ApplicationRefused': {
      const { ground, remark } = fact.data;
      return {
        type: 'review.ApplicationRefused.v1',
        data: { ...verdictOn(caseId, fact), ground, remark: given(remark) },
      };
    }
    case 'DueDateSet':
      return { type: 'review.DueDateSet.v1', data: { caseId, kind: fact.data.kind, ...deadlineOf(fact.data) } };
    case 'DeadlineBreached': {
      const { kind, breachedAt } = fact.data;
      return { type: 'review.DeadlineBreached.v1', data: { caseId, kind, ...deadlineOf(fact.data), breachedAt } };
    }
    default:
      return null;
  }
}

function ofOrganisation(organisationId: string, { type, data }: OrganisationEvent): Told {
  const { at: _at, pickupPoints, ...profile } = data;
  const active = type === 'OrganisationChanged' ? data.active : type !== 'OrganisationDeactivated';
  return {
    type: 'review.OrganisationChanged.v1',
    data: { organisationId, ...profile, pickupPoints: [...pickupPoints], active },
  };
}

function ofYear({ data: { edition: _edition, loadedAt: _loadedAt, ...year } }: CalendarEvent): Told {
  return { type: 'review.CalendarYearLoaded.v1', data: { ...year, days: { ...year.days } } };
}

type Assigned = Extract<StoredStaffMemberEvent, { readonly type: 'StaffMemberInvited' | 'StaffMemberChanged' }>;

const recoveredAdministrator = { organisationId: null, roles: ['SEC'] };

const ofAssignment = (staffId: string, { organisationId, roles }: Assigned['data']): Told => ({
  type: 'review.StaffMemberAssigned.v1',
  data: { staffId, organisationId, roles: [...roles] },
});

type ReviewServiceEvent = StoredReviewEvent | StoredStaffMemberEvent | OrganisationEvent | CalendarEvent;

/** What review tells the other services. Of its staff it tells where they work and as what; who they are, nobody. */
export const reviewPublisher: Publisher<ReviewServiceEvent> = {
  service: 'review',
  publish: (fact) => {
    const subject = streamIdOf(fact.meta.stream);
    const told = toldOf(subject, fact);
    return told && { ...told, subject };
  },
};

function toldOf(id: string, fact: ReviewServiceEvent): Told | null {
  switch (fact.type) {
    case 'OrganisationRegistered':
    case 'OrganisationChanged':
    case 'OrganisationActivated':
    case 'OrganisationDeactivated':
      return ofOrganisation(id, fact);
    case 'CalendarYearLoaded':
      return ofYear(fact);
    case 'StaffMemberInvited':
    case 'StaffMemberChanged':
      return ofAssignment(id, fact.data);
    case 'AdministratorRecovered':
      return { type: 'review.StaffMemberAssigned.v1', data: { staffId: id, ...recoveredAdministrator } };
    case 'AccessWithdrawn':
    case 'AccessRestored':
      return { type: 'review.StaffAccessChanged.v1', data: { staffId: id, active: fact.type === 'AccessRestored' } };
    case 'MachineRegistered':
    case 'MachineChanged':
    case 'EnrolmentStarted':
    case 'EnrolmentConfirmed':
    case 'PasswordChanged':
    case 'CredentialsReset':
      return null;
    default:
      return ofCase(id, fact);
  }
}
