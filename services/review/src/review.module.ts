import { defineService, policy } from '@ekey/platform';
import { CalendarController } from './api/calendar.controller';
import { CaseAccess } from './api/case-access';
import { CaseDocumentsController } from './api/case-documents.controller';
import { CaseFile } from './api/case-file';
import { CaseListController } from './api/case-list.controller';
import { CasesController } from './api/cases.controller';
import { CatalogueController } from './api/catalogue.controller';
import { Crews } from './api/crews';
import { DeadlinesClock } from './api/deadlines.clock';
import { EnrolmentsController } from './api/enrolments.controller';
import { MachinesController } from './api/machines.controller';
import { Officers } from './api/officers';
import { OrganisationsController } from './api/organisations.controller';
import { problems } from './api/listed.problems';
import { problemMembers } from './api/problem-members.answers';
import { QueuesController } from './api/queues.controller';
import { SealSources } from './api/seal-sources';
import { SessionsController } from './api/sessions.controller';
import { StaffController } from './api/staff.controller';
import { StaffDesk } from './api/staff-desk';
import { StaffList } from './api/staff-list';
import { StaffTokens } from './api/staff-tokens';
import { VerdictsController } from './api/verdicts.controller';
import { Workplaces } from './api/workplaces';
import { CalendarHandler, HandleCalendar } from './calendar/calendar.handler';
import { RunningDeadlines } from './figures/running-deadlines.figure';
import { WaitingCases } from './figures/waiting-cases.figure';
import { HandleOrganisation, OrganisationHandler } from './organisation/organisation.handler';
import { whenApplicationEndedThenCloseReview } from './policies/when-application-ended-then-close-review.policy';
import { whenApplicationSubmittedThenOpenReview } from './policies/when-application-submitted-then-open-review.policy';
import { whenContactChangeSubmittedThenOpenReview } from './policies/when-contact-change-submitted-then-open-review.policy';
import { whenContactChangeEndedThenCloseReview } from './policies/when-contact-change-ended-then-close-review.policy';
import { whenRenewalEndedThenCloseReview } from './policies/when-renewal-ended-then-close-review.policy';
import { whenRenewalSubmittedThenOpenReview } from './policies/when-renewal-submitted-then-open-review.policy';
import { reviewPublisher } from './publishing/review.publisher';
import { HandleReview, ReviewHandler } from './review/review.handler';
import { reviewRights } from './rights';
import { HandleStaffMember, StaffMemberHandler } from './staff-member/staff-member.handler';
import { calendarYears } from './views/calendar.view';
import { caseDetail } from './views/case-detail.view';
import { deadlines } from './views/deadlines.view';
import { organisations } from './views/organisations.view';
import { reviewQueue } from './views/review-queue.view';
import { staff } from './views/staff.view';

/** The reviews of 预审 and 复核, the people who make them, and the calendar by which they are late. */
export const reviewModule = defineService({
  name: 'review',
  rights: reviewRights,
  problemMembers,
  problems,
  handlers: [
    [HandleReview, ReviewHandler],
    [HandleStaffMember, StaffMemberHandler],
    [HandleOrganisation, OrganisationHandler],
    [HandleCalendar, CalendarHandler],
  ],
  views: [reviewQueue, caseDetail, deadlines, organisations, staff, calendarYears],
  policies: [
    policy(whenApplicationSubmittedThenOpenReview, HandleReview),
    policy(whenApplicationEndedThenCloseReview, HandleReview),
    policy(whenRenewalSubmittedThenOpenReview, HandleReview),
    policy(whenContactChangeSubmittedThenOpenReview, HandleReview),
    policy(whenContactChangeEndedThenCloseReview, HandleReview),
    policy(whenRenewalEndedThenCloseReview, HandleReview),
  ],
  publisher: reviewPublisher,
  controllers: [
    SessionsController,
    EnrolmentsController,
    QueuesController,
    CaseListController,
    CasesController,
    CaseDocumentsController,
    VerdictsController,
    CatalogueController,
    StaffController,
    MachinesController,
    OrganisationsController,
    CalendarController,
  ],
  clocks: [DeadlinesClock],
  figures: [WaitingCases, RunningDeadlines],
  providers: [Crews, Officers, CaseAccess, CaseFile, SealSources, StaffTokens, StaffDesk, StaffList, Workplaces],
});
