import { PAPER_TOOLS, paperTools, PrintoutDesk, ScanDesk, TimelineDesk } from '@ekey/case-papers/desk';
import { defineService, policy, WaitingReaders } from '@ekey/platform';
import { GuidanceController } from './api/guidance.controller';
import { RemindersClock } from './api/reminders.clock';
import { RenewalAccess } from './api/renewal-access';
import { RenewalDocumentsController } from './api/renewal-documents.controller';
import { RenewalFormController } from './api/renewal-form.controller';
import { RenewalFormDesk } from './api/renewal-form-desk';
import { problems } from './api/listed.problems';
import { problemMembers } from './api/renewals.answers';
import { RenewalTimelineController } from './api/renewal-timeline.controller';
import { RenewalsClock } from './api/renewals.clock';
import { RenewalsController } from './api/renewals.controller';
import { ShownRenewal } from './api/shown-renewal';
import { TermsController } from './api/terms.controller';
import { UpdateDesk } from './api/update-desk';
import { UpdateSessionsController } from './api/update-sessions.controller';
import { UpdatesClock } from './api/updates.clock';
import { CertificateTermHandler, HandleCertificateTerm } from './certificate-term/certificate-term.handler';
import { EndingTerms } from './figures/ending-terms.figure';
import { whenCertificateMovesThenKeepItsTerm } from './policies/when-certificate-moves-then-keep-its-term.policy';
import { whenKeyNamedForADeadRenewalThenGiveUpItsToken } from './policies/when-key-named-for-a-dead-renewal-then-give-up-its-token.policy';
import { whenRenewalEndsThenFreeOrEndItsTerm } from './policies/when-renewal-ends-then-free-or-end-its-term.policy';
import { whenRenewalMadeOrRefusedThenRecordIt } from './policies/when-renewal-made-or-refused-then-record-it.policy';
import { whenRenewalStartedThenNoteItWithItsToken } from './policies/when-renewal-started-then-note-it-with-its-token.policy';
import { whenReviewDecidesThenRecordItsVerdict } from './policies/when-review-decides-then-record-its-verdict.policy';
import { whenKeyRevokedThenEndItsRenewal } from './policies/when-key-revoked-then-end-its-renewal.policy';
import { whenTokenGivenUpThenConvertItsRenewal } from './policies/when-token-given-up-then-convert-its-renewal.policy';
import { renewalPublisher } from './publishing/renewal.publisher';
import { HandleRenewal, RenewalHandler } from './renewal/renewal.handler';
import { HandleRenewedToken, RenewedTokenHandler } from './renewed-token/renewed-token.handler';
import { renewalRights } from './rights';
import { keysInHand } from './views/keys-in-hand.view';
import { renewals } from './views/renewals.view';
import { termsEnding } from './views/terms-ending.view';

/** How long keys last, and their renewal on line. */
export const renewalModule = (tools = paperTools) =>
  defineService({
    name: 'renewal',
    rights: renewalRights,
    problemMembers,
    problems,
    handlers: [
      [HandleCertificateTerm, CertificateTermHandler],
      [HandleRenewal, RenewalHandler],
      [HandleRenewedToken, RenewedTokenHandler],
    ],
    views: [termsEnding, renewals, keysInHand],
    policies: [
      policy(whenCertificateMovesThenKeepItsTerm, HandleCertificateTerm),
      policy(whenRenewalEndsThenFreeOrEndItsTerm, HandleCertificateTerm),
      policy(whenReviewDecidesThenRecordItsVerdict, HandleRenewal),
      policy(whenRenewalMadeOrRefusedThenRecordIt, HandleRenewal),
      policy(whenRenewalStartedThenNoteItWithItsToken, HandleRenewedToken),
      policy(whenKeyNamedForADeadRenewalThenGiveUpItsToken, HandleRenewedToken),
      policy(whenTokenGivenUpThenConvertItsRenewal, HandleRenewal),
      policy(whenKeyRevokedThenEndItsRenewal, HandleRenewal),
    ],
    publisher: renewalPublisher,
    controllers: [
      GuidanceController,
      TermsController,
      RenewalsController,
      RenewalFormController,
      RenewalDocumentsController,
      RenewalTimelineController,
      UpdateSessionsController,
    ],
    clocks: [RemindersClock, RenewalsClock, UpdatesClock],
    figures: [EndingTerms],
    providers: [
      ...[
        PrintoutDesk,
        RenewalAccess,
        RenewalFormDesk,
        ScanDesk,
        ShownRenewal,
        TimelineDesk,
        UpdateDesk,
        WaitingReaders,
      ],
      { provide: PAPER_TOOLS, useValue: tools },
    ],
  });
