import type { CertificateAuthority } from '@ekey/pki';
import { defineService, effect, policy } from '@ekey/platform';
import { Calendars } from './api/calendars';
import { CertificateRequestsController } from './api/certificate-requests.controller';
import { CertificatesController } from './api/certificates.controller';
import { ClaimsClock } from './api/claims.clock';
import { CollectionsClock } from './api/collections.clock';
import { CounterController } from './api/counter.controller';
import { DeadlinesClock } from './api/deadlines.clock';
import { DifferencesController } from './api/differences.controller';
import { Deliveries } from './api/deliveries';
import { HeldKeys } from './api/held-keys';
import { MatchClock } from './api/match.clock';
import { OcspController } from './api/ocsp.controller';
import { OcspShortWay } from './api/ocsp.short-way';
import { OrderDesk } from './api/order-desk';
import { OrderSheet } from './api/order-sheet';
import { OrdersController } from './api/orders.controller';
import { ParcelsController } from './api/parcels.controller';
import { problems } from './api/listed.problems';
import { problemMembers } from './api/problem-members.answers';
import { ProductionController } from './api/production.controller';
import { QualityCheckController } from './api/quality-check.controller';
import { ReceiptsController } from './api/receipts.controller';
import { RevocationsController } from './api/revocations.controller';
import { RevocationListClock } from './api/revocation-list.clock';
import { SuspensionsController } from './api/suspensions.controller';
import { ThreeWayMatch } from './api/three-way-match';
import { TokensController } from './api/tokens.controller';
import { UnlockCodes } from './api/unlock-codes';
import { UnlocksClock } from './api/unlocks.clock';
import { UnlocksController } from './api/unlocks.controller';
import { Witnesses } from './api/witnesses';
import { CertificateHandler, HandleCertificate } from './certificate/certificate.handler';
import { DifferenceHandler, HandleDifference } from './difference/difference.handler';
import * as effects from './effects';
import { effectPorts } from './effect-ports';
import { Differences } from './figures/differences.figure';
import { MatchAge } from './figures/match-age.figure';
import { Orders } from './figures/orders.figure';
import { RevocationListAge } from './figures/revocation-list-age.figure';
import { RunningDeadlines } from './figures/running-deadlines.figure';
import { HandleKeyInHand, KeyInHandHandler } from './key-in-hand/key-in-hand.handler';
import { HandleKeyOrder, KeyOrderHandler } from './key-order/key-order.handler';
import { HandleParcel, ParcelHandler } from './parcel/parcel.handler';
import { LINE_TOOLS, lineTools } from './line-tools.port';
import { HandleMatch, MatchHandler } from './match/match.handler';
import * as policies from './policies';
import {
  CERTIFICATE_AUTHORITY,
  DOCUMENT_PORTS,
  DUE_PORTS,
  FINDING_PORTS,
  LISTING_PORTS,
  LIST_PORTS,
  NUMBERING_PORTS,
  PREPARING_PORTS,
  SEAL_PORTS,
  SIGNING_PORTS,
} from './ports';
import { HandlePublicKey, PublicKeyHandler } from './public-key/public-key.handler';
import { issuancePublisher } from './publishing/issuance.publisher';
import { HandleRenewalOrder, RenewalOrderHandler } from './renewal-order/renewal-order.handler';
import { HandleReplacement, ReplacementHandler } from './replacement/replacement.handler';
import { HandleRevocationList, RevocationListHandler } from './revocation-list/revocation-list.handler';
import { HandleRevocation, RevocationHandler } from './revocation/revocation.handler';
import { issuanceRights } from './rights';
import { HandleToken, TokenHandler } from './token/token.handler';
import { HandleUnlock, UnlockHandler } from './unlock/unlock.handler';
import * as views from './views';

/** The service on a floor whose certificates this authority signs. */
export const issuanceModule = (authority: CertificateAuthority, tools = lineTools) =>
  defineService({
    name: 'issuance',
    rights: issuanceRights,
    problemMembers,
    problems,
    handlers: [
      [HandleKeyOrder, KeyOrderHandler],
      [HandleCertificate, CertificateHandler],
      [HandlePublicKey, PublicKeyHandler],
      [HandleToken, TokenHandler],
      [HandleParcel, ParcelHandler],
      [HandleRenewalOrder, RenewalOrderHandler],
      [HandleReplacement, ReplacementHandler],
      [HandleRevocation, RevocationHandler],
      [HandleKeyInHand, KeyInHandHandler],
      [HandleUnlock, UnlockHandler],
      [HandleRevocationList, RevocationListHandler],
      [HandleDifference, DifferenceHandler],
      [HandleMatch, MatchHandler],
    ],
    views: [
      views.orderList,
      views.orderDetail,
      views.tokenStock,
      views.certificates,
      views.revocationListView,
      views.keyStandings,
      views.unlocks,
      views.parcels,
      views.deadlines,
      views.calendarYears,
      views.organisations,
      views.colleagues,
      views.approvedRenewals,
      views.differences,
      views.matches,
    ],
    policies: [
      policy(policies.whenApplicationReVerifiedThenOpenOrder, HandleKeyOrder),
      policy(policies.whenApplicationWithdrawnThenCancelOrder, HandleKeyOrder),
      policy(policies.whenAdditionalSlotMovesThenRecordIt, HandleKeyOrder),
      policy(policies.whenIssuanceOpenedThenReserveSerialNumber, HandleCertificate),
      policy(policies.whenHoldPublishedThenRecordCertificate, HandleKeyOrder),
      policy(policies.whenKeyCollectedThenActivateCertificates, HandleCertificate),
      policy(policies.whenKeyEndedThenOrderRevocation, HandleRevocation),
      policy(policies.whenKeySuspensionChangesThenHoldCertificates, HandleCertificate),
      policy(policies.whenKeyStandingChangesThenChangeToken, HandleToken),
      policy(policies.whenRevocationOrderedThenRevokeCertificates, HandleCertificate),
      policy(policies.whenCertificateRevokedThenRecordRevocation, HandleRevocation),
      policy(policies.whenKeyNamedOrCaseWithdrawnThenNoteOrDropReplacement, HandleReplacement),
      policy(policies.whenOrderOpenedOrKeyCollectedThenEndOldKey, HandleReplacement),
      policy(policies.whenOldKeysFoundThenRevokeThem, HandleRevocation),
      policy(policies.whenAwaitedRevocationListedThenRecordEndedKey, HandleReplacement),
      policy(policies.whenOldKeysSettledThenTellTheirOrder, HandleKeyOrder),
      policy(policies.whenOrderMovesThenMoveToken, HandleToken),
      policy(policies.whenParcelMovesThenTellItsOrders, HandleKeyOrder),
      policy(policies.whenRenewalRequestTakenThenClaimPublicKey, HandlePublicKey),
      policy(policies.whenPublicKeyAnsweredThenAcceptOrRefuseRequest, HandleRenewalOrder),
      policy(policies.whenRenewalIssuanceOpenedThenReserveSerialNumber, HandleCertificate),
      policy(policies.whenHoldPublishedThenRecordRenewalCertificate, HandleRenewalOrder),
      policy(policies.whenRenewalMovesThenMoveItsOrder, HandleRenewalOrder),
      policy(policies.whenRenewalCompletedThenActivateCertificates, HandleCertificate),
      policy(policies.whenRenewalAttemptOrOldKeyEndedThenOrderRevocation, HandleRevocation),
      policy(policies.whenKeyStandingChangesThenBarOrAllowUnlocking, HandleUnlock),
      policy(policies.whenAdminPinLockPassedOnThenTakeItOver, HandleUnlock),
      policy(policies.whenUnlockMovesThenLockOrUnlockToken, HandleToken),
      policy(policies.whenUnlockRequestedOrWithdrawnThenTellItsToken, HandleKeyInHand),
      policy(policies.whenUnlockAskedOrNoMoreThenRequestOrWithdrawIt, HandleUnlock),
      policy(policies.whenRevocationRequestedOrWithdrawnThenTellItsToken, HandleKeyInHand),
      policy(policies.whenRevocationAskedOrNoMoreThenRequestOrWithdrawIt, HandleRevocation),
      policy(policies.whenKeyMadeOrCollectedThenKnowTheKeyInHand, HandleKeyInHand),
      policy(policies.whenRenewedKeyTakenThenKnowTheKeyInHand, HandleKeyInHand),
      policy(policies.whenKeyLostOrFoundThenHearOfIt, HandleKeyInHand),
      policy(policies.whenLossHeardOrTakenBackThenHoldOrFreeKey, HandleRevocation),
      policy(policies.whenStandingPassedOnThenTakeItOver, HandleRevocation),
    ],
    effects: [
      effect(effects.whenSerialNumberReservedThenPrepareIssuance, HandleCertificate, PREPARING_PORTS),
      effect(effects.whenIssuancePreparedThenSign, HandleCertificate, SIGNING_PORTS),
      effect(effects.whenCertificateIssuedThenPublishHold, HandleCertificate, LIST_PORTS),
      effect(effects.whenCertificateStatusChangedThenPublishCrl, HandleCertificate, LIST_PORTS),
      effect(effects.whenOldKeysSoughtThenFindThem, HandleReplacement, FINDING_PORTS),
      effect(effects.whenAwaitedRevocationExecutedThenPublishCrl, HandleRevocation, LISTING_PORTS),
      effect(effects.whenCertificatesCompletedThenMakeSeal, HandleKeyOrder, SEAL_PORTS),
      effect(effects.whenRenewalKeyAcceptedThenOpenIssuance, HandleRenewalOrder, NUMBERING_PORTS),
      effect(effects.whenRenewalCertificatesCompletedThenRemakeSeal, HandleRenewalOrder, SEAL_PORTS),
      effect(effects.whenRenewalCertificateRecordedThenRetainDocuments, HandleRenewalOrder, DOCUMENT_PORTS),
      effect(effects.whenClockStartsThenSetDueDate, HandleKeyOrder, DUE_PORTS),
      effect(effects.whenKeyMadeThenHoldDocuments, HandleKeyOrder, DOCUMENT_PORTS),
      effect(effects.whenCertificatesEndKnownThenRetainDocuments, HandleKeyOrder, DOCUMENT_PORTS),
    ],
    publisher: issuancePublisher,
    controllers: [
      OrdersController,
      ProductionController,
      CertificateRequestsController,
      QualityCheckController,
      CounterController,
      ReceiptsController,
      ParcelsController,
      TokensController,
      CertificatesController,
      OcspController,
      SuspensionsController,
      RevocationsController,
      UnlocksController,
      DifferencesController,
    ],
    shortWays: {
      'POST /api/issuance/v1/ocsp': OcspShortWay,
      'GET /api/issuance/v1/ocsp/*': OcspShortWay,
    },
    clocks: [DeadlinesClock, ClaimsClock, CollectionsClock, RevocationListClock, UnlocksClock, MatchClock],
    figures: [Orders, RunningDeadlines, RevocationListAge, Differences, MatchAge],
    providers: [
      OcspShortWay,
      OrderDesk,
      OrderSheet,
      HeldKeys,
      UnlockCodes,
      Deliveries,
      Calendars,
      Witnesses,
      ThreeWayMatch,
      { provide: CERTIFICATE_AUTHORITY, useValue: authority },
      { provide: LINE_TOOLS, useValue: tools },
      ...effectPorts,
    ],
  });
