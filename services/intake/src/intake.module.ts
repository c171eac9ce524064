import { PAPER_TOOLS, PrintoutDesk, ScanDesk, TimelineDesk, paperTools } from '@ekey/case-papers/desk';
import type { Documents } from '@ekey/documents';
import type { Clock } from '@ekey/kernel';
import { CLOCK, defineService, DOCUMENTS, effect, policy, WaitingReaders } from '@ekey/platform';
import { AccountHandler, HandleAccount } from './account/account.handler';
import { AccountsController } from './api/accounts.controller';
import { ActivationsController } from './api/activations.controller';
import { ApplicationsClock } from './api/applications.clock';
import { ApplicationsController } from './api/applications.controller';
import { CaseAccess } from './api/case-access';
import { ContactChangeAccess } from './api/contact-change-access';
import { ContactChangesClock } from './api/contact-changes.clock';
import { ContactChangesController } from './api/contact-changes.controller';
import { ContactDesk } from './api/contact-desk';
import { ContactTimelineController } from './api/contact-timeline.controller';
import { CopyingDesk } from './api/copying-desk';
import { DocumentsController } from './api/documents.controller';
import { Enterprises } from './api/enterprises';
import { EnterprisesController } from './api/enterprises.controller';
import { FormController } from './api/form.controller';
import { FormDesk } from './api/form-desk';
import { HeldKeyController } from './api/held-key.controller';
import { ISSUED_KEYS, type IssuedKeys } from './api/issued-keys.port';
import { KeyChallenges } from './api/key-challenges';
import { KeyLogIn } from './api/key-log-in';
import { KeySessions } from './api/key-sessions';
import { KeySessionsController } from './api/key-sessions.controller';
import { LinksController } from './api/links.controller';
import { LookupsController } from './api/lookups.controller';
import { MailedLinks } from './api/mailed-links';
import { Memberships } from './api/memberships';
import { NamingDesk } from './api/naming-desk';
import { problems } from './api/listed.problems';
import { problemMembers } from './api/problem-members.answers';
import { ReservationsClock } from './api/reservations.clock';
import { SessionsController } from './api/sessions.controller';
import { SessionTokens } from './api/session-tokens';
import { ShownApplication } from './api/shown-application';
import { ShownContactChange } from './api/shown-contact-change';
import { SlotsController } from './api/slots.controller';
import { SubmissionDesk } from './api/submission-desk';
import { TimelineController } from './api/timeline.controller';
import { UserAccounts } from './api/user-accounts';
import { ContactChangesHandler, HandleContactChanges } from './contact-changes/contact-changes.handler';
import type { UserPlatform } from './effects/user-platform.port';
import {
  whenActivationOrderedThenActivateAccount,
  type ActivationPorts,
} from './effects/when-activation-ordered-then-activate-account.effect';
import {
  whenKeyAccessEndedThenEndItsSessions,
  type KeySessionPorts,
} from './effects/when-key-access-ended-then-end-its-sessions.effect';
import { EnterpriseHandler, HandleEnterprise } from './enterprise/enterprise.handler';
import { EnterpriseSlotsHandler, HandleEnterpriseSlots } from './enterprise-slots/enterprise-slots.handler';
import { OpenApplications } from './figures/open-applications.figure';
import { HandleKeyAccess, KeyAccessHandler } from './key-access/key-access.handler';
import { HandleKeyApplication, KeyApplicationHandler } from './key-application/key-application.handler';
import { HandleLoginName, LoginNameHandler } from './login-name/login-name.handler';
import * as policies from './policies';
import { intakePublisher } from './publishing/intake.publisher';
import { intakeRights } from './rights';
import { applicationStatus } from './views/application-status.view';
import { contactChangeCases } from './views/contact-changes.view';
import { keyRenewals } from './views/key-renewals.view';
import { organisations } from './views/organisations.view';
import { slotReservations } from './views/slot-reservations.view';

const ACTIVATION_PORTS = Symbol('ActivationPorts');
const KEY_SESSION_PORTS = Symbol('KeySessionPorts');

/** What intake needs that is outside it. */
export interface IntakeOutside {
  readonly platform: UserPlatform;
  readonly issuedKeys: IssuedKeys;
}

/** Accounts, enterprises and applications, up to what the applicant is shown of everything that follows. */
export const intakeModule = ({ platform, issuedKeys }: IntakeOutside, tools = paperTools) =>
  defineService({
    name: 'intake',
    rights: intakeRights,
    problemMembers,
    problems,
    handlers: [
      [HandleLoginName, LoginNameHandler],
      [HandleAccount, AccountHandler],
      [HandleEnterprise, EnterpriseHandler],
      [HandleEnterpriseSlots, EnterpriseSlotsHandler],
      [HandleKeyApplication, KeyApplicationHandler],
      [HandleKeyAccess, KeyAccessHandler],
      [HandleContactChanges, ContactChangesHandler],
    ],
    views: [applicationStatus, organisations, slotReservations, keyRenewals, contactChangeCases],
    policies: [
      policy(policies.whenSubmissionConfirmedThenConfirmSlot, HandleEnterpriseSlots),
      policy(policies.whenReservationGivenUpThenFreeTheSlot, HandleEnterpriseSlots),
      policy(policies.whenApplicationEndedThenReleaseSlot, HandleEnterpriseSlots),
      policy(policies.whenKeyCollectedThenHoldKey, HandleEnterpriseSlots),
      policy(policies.whenKeysRevokedThenEndThem, HandleEnterpriseSlots),
      policy(policies.whenKeyCollectedThenNumberKey, HandleEnterpriseSlots),
      policy(policies.whenApprovalComesOrGoesThenBindOrUnbindAccount, HandleEnterprise),
      policy(policies.whenRenewalApprovedThenTellItsEnterprise, HandleEnterprise),
      policy(policies.whenInvitationAcceptedThenRecordUser, HandleEnterprise),
      policy(policies.whenInvitationComesOrGoesThenOpenOrCancelAccount, HandleAccount),
      policy(policies.whenFormSubmittedThenRequestActivation, HandleKeyApplication),
      policy(policies.whenReVerificationRecordedThenRequestActivation, HandleKeyApplication),
      policy(policies.whenRenewalHeardThenRequestActivation, HandleKeyApplication),
      policy(policies.whenApplicationPreVerifiedThenRecordPreVerification, HandleKeyApplication),
      policy(policies.whenApplicationRejectedThenReturnApplication, HandleKeyApplication),
      policy(policies.whenApplicationReVerifiedThenRecordReVerification, HandleKeyApplication),
      policy(policies.whenApplicationRefusedThenRecordRefusal, HandleKeyApplication),
      policy(policies.whenKeyCollectedThenRecordCollection, HandleKeyApplication),
      policy(policies.whenOrderEndedThenTerminateApplication, HandleKeyApplication),
      policy(policies.whenUnlockRequestAnsweredThenRecordTheAnswer, HandleKeyApplication),
      policy(policies.whenRevocationRequestAnsweredThenRecordTheAnswer, HandleKeyApplication),
      policy(policies.whenContactReviewDecidesThenRecordItsVerdict, HandleContactChanges),
      policy(policies.whenNoticeAbandonedThenTellTheApplicant, HandleKeyApplication),
      policy(policies.whenCertificateEndsOrReturnsThenEndOrRestoreKeyAccess, HandleKeyAccess),
      policy(policies.whenRenewalSubmittedOrOverThenKeepItWithItsKey, HandleKeyAccess),
    ],
    effects: [
      effect(whenActivationOrderedThenActivateAccount, HandleKeyApplication, ACTIVATION_PORTS),
      effect(whenKeyAccessEndedThenEndItsSessions, HandleKeyAccess, KEY_SESSION_PORTS),
    ],
    publisher: intakePublisher,
    controllers: [
      LookupsController,
      AccountsController,
      SessionsController,
      KeySessionsController,
      LinksController,
      ActivationsController,
      ApplicationsController,
      HeldKeyController,
      FormController,
      DocumentsController,
      TimelineController,
      ContactChangesController,
      ContactTimelineController,
      EnterprisesController,
      SlotsController,
    ],
    clocks: [ApplicationsClock, ContactChangesClock, ReservationsClock],
    figures: [OpenApplications],
    providers: [
      ...[
        CaseAccess,
        ContactChangeAccess,
        ContactDesk,
        CopyingDesk,
        Enterprises,
        FormDesk,
        ScanDesk,
        SubmissionDesk,
        ShownApplication,
        ShownContactChange,
      ],
      ...[PrintoutDesk, TimelineDesk, WaitingReaders],
      ...[MailedLinks, Memberships, NamingDesk, SessionTokens, UserAccounts],
      ...[KeyChallenges, KeyLogIn, KeySessions],
      { provide: ISSUED_KEYS, useValue: issuedKeys },
      {
        provide: KEY_SESSION_PORTS,
        inject: [KeySessions],
        useFactory: (sessions: KeySessions): KeySessionPorts => ({
          endSessionsOf: (serial) => sessions.endAll(serial),
        }),
      },
      { provide: PAPER_TOOLS, useValue: tools },
      {
        provide: ACTIVATION_PORTS,
        inject: [CLOCK, DOCUMENTS],
        useFactory: (clock: Clock, documents: Documents): ActivationPorts => ({ clock, documents, platform }),
      },
    ],
  });
