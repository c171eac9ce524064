import { defineService, policy } from '@ekey/platform';
import { RemindersClock } from './api/reminders.clock';
import { TermsController } from './api/terms.controller';
import { CertificateTermHandler, HandleCertificateTerm } from './certificate-term/certificate-term.handler';
import { EndingTerms } from './figures/ending-terms.figure';
import { whenCertificateMovesThenKeepItsTerm } from './policies/when-certificate-moves-then-keep-its-term.policy';
import { renewalPublisher } from './publishing/renewal.publisher';
import { renewalRights } from './rights';
import { termsEnding } from './views/terms-ending.view';

export const renewalModule = defineService({
  name: 'renewal',
  rights: renewalRights,
  handlers: [[HandleCertificateTerm, CertificateTermHandler]],
  views: [termsEnding],
  policies: [policy(whenCertificateMovesThenKeepItsTerm, HandleCertificateTerm)],
  publisher: renewalPublisher,
  controllers: [TermsController],
  clocks: [RemindersClock],
  figures: [EndingTerms],
});
