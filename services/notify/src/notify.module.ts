import type { Clock } from '@ekey/kernel';
import type { PersonalData } from '@ekey/personal-data';
import {
  CLOCK,
  CONFIG,
  defineService,
  effect,
  linkToken,
  listedProblems,
  PERSONAL_DATA,
  policy,
  SECRETS,
  VIEWS,
  type Check,
  type Config,
  type Secrets,
} from '@ekey/platform';
import type { ViewStore } from '@ekey/views';
import { NoticesClock } from './api/notices.clock';
import { NoticesController } from './api/notices.controller';
import { noticeProblems } from './api/notices.problems';
import { OutboxController } from './api/outbox.controller';
import { SupportDesk } from './api/support-desk';
import { FragmentLinks } from './effects/fragment.links';
import { MailServerUnavailable } from './effects/mailer.port';
import { ViewsDirectory } from './effects/views.directory';
import { whenNoticeQueuedThenSend, type NoticePorts } from './effects/when-notice-queued-then-send.effect';
import { Notices } from './figures/notices.figure';
import { HandleNotice, NoticeHandler } from './notice/notice.handler';
import * as policies from './policies';
import { MAILING, type Mailing, NOTICE_PORTS, OUTBOX } from './ports';
import { notifyPublisher } from './publishing/notify.publisher';
import { notifyRights } from './rights';
import { caseContacts } from './views/case-contacts.view';
import { dueDates } from './views/due-dates.view';
import { notices } from './views/notices.view';
import { organisations } from './views/organisations.view';

const SYSTEM_NAME = '进出口企业电子钥匙在线申领系统';

/** The service on a floor that delivers mails in this way. */
export const notifyModule = (mailing: Mailing) =>
  defineService({
    name: 'notify',
    rights: notifyRights,
    problems: listedProblems([noticeProblems]),
    handlers: [[HandleNotice, NoticeHandler]],
    views: [notices, caseContacts, dueDates, organisations],
    policies: [
      policy(policies.whenAddressConfirmationRequestedThenMailTheLink, HandleNotice),
      policy(policies.whenPasswordResetRequestedThenMailTheLink, HandleNotice),
      policy(policies.whenUserInvitedThenMailTheInvitation, HandleNotice),
      policy(policies.whenActivationRequestedThenMailTheActivationLink, HandleNotice),
      policy(policies.whenApplicationExpiryNearThenMailAReminder, HandleNotice),
      policy(policies.whenDueDateSetThenConfirmTheSubmission, HandleNotice),
      policy(policies.whenApplicationRejectedThenMailEveryReason, HandleNotice),
      policy(policies.whenApplicationRefusedThenMailTheGround, HandleNotice),
      policy(policies.whenApplicationEndedByTheAuthorityThenMailTheEnd, HandleNotice),
      policy(policies.whenOrderTerminatedThenMailTheEnd, HandleNotice),
      policy(policies.whenRemakeOrderedThenMailOfTheDelay, HandleNotice),
      policy(policies.whenKeyReadyForCollectionThenMailWhereToCollect, HandleNotice),
      policy(policies.whenCollectionRemindedThenMailWhereToCollect, HandleNotice),
      policy(policies.whenFinalReviewFailedThenMailWhatIsMissing, HandleNotice),
      policy(policies.whenKeyCollectedThenMailAReceipt, HandleNotice),
      policy(policies.whenCertificateExpiringThenMailHowToRenew, HandleNotice),
      policy(policies.whenRenewalApprovedThenMailWhereToUpdate, HandleNotice),
      policy(policies.whenContactChangeSubmittedThenTellTheAddressBefore, HandleNotice),
      policy(policies.whenContactDataChangedThenTellTheApplicant, HandleNotice),
      policy(policies.whenKeyStandingChangesThenMailWhoAsked, HandleNotice),
      policy(policies.whenUnlockRequestTakenOrAnsweredThenMailWhoAsked, HandleNotice),
      policy(policies.whenRevocationRequestedThenMailWhoAsked, HandleNotice),
      policy(policies.whenRevocationRequestAnsweredThenMailWhoAsked, HandleNotice),
    ],
    effects: [effect(whenNoticeQueuedThenSend, HandleNotice, NOTICE_PORTS)],
    publisher: notifyPublisher,
    controllers: [NoticesController, OutboxController],
    clocks: [NoticesClock],
    figures: [Notices],
    outside: outsideOf(mailing),
    providers: [
      SupportDesk,
      { provide: OUTBOX, useValue: mailing.outbox },
      { provide: MAILING, useValue: { onApplicationShutdown: () => mailing.close?.() } },
      {
        provide: NOTICE_PORTS,
        inject: [CONFIG, CLOCK, PERSONAL_DATA, VIEWS, SECRETS],
        useFactory: noticePorts(mailing),
      },
    ],
  });

const outsideOf = (mailing: Mailing): readonly Check[] =>
  mailing.assertReachable === undefined
    ? []
    : [{ what: 'the mail server', isUsable: () => mailing.assertReachable?.().catch(tellCause) }];

function tellCause(error: unknown): never {
  throw error instanceof MailServerUnavailable ? error.cause : error;
}

const noticePorts =
  ({ mailer }: Mailing) =>
  (config: Config, clock: Clock, personal: PersonalData, views: ViewStore, secrets: Secrets): NoticePorts => {
    const portalUrl = config.PORTAL_URL.replace(/\/+$/, '');
    const token = async (noticeId: string): Promise<string> => linkToken(await secrets.bytes('link-key'), noticeId);
    return {
      clock,
      personal,
      mailer,
      directory: new ViewsDirectory(views),
      links: new FragmentLinks(portalUrl, token),
      imprint: { name: SYSTEM_NAME, hotline: config.HOTLINE, portalUrl },
      renewalGraceDays: config.RENEWAL_GRACE_DAYS,
    };
  };
