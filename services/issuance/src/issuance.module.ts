import type { Documents } from '@ekey/documents';
import type { Clock } from '@ekey/kernel';
import type { CertificateAuthority, CertificatePlaces } from '@ekey/pki';
import {
  clockEnvelope,
  CLOCK,
  Commands,
  CONFIG,
  defineService,
  DOCUMENTS,
  effect,
  logger,
  policy,
  VIEWS,
  type Config,
} from '@ekey/platform';
import type { ViewStore } from '@ekey/views';
import { Calendars } from './api/calendars';
import { CertificateRequestsController } from './api/certificate-requests.controller';
import { CertificatesController } from './api/certificates.controller';
import { ClaimsClock } from './api/claims.clock';
import { CounterController } from './api/counter.controller';
import { DeadlinesClock } from './api/deadlines.clock';
import { Deliveries } from './api/deliveries';
import { OrderDesk } from './api/order-desk';
import { OrderSheet } from './api/order-sheet';
import { OrdersController } from './api/orders.controller';
import { ParcelsController } from './api/parcels.controller';
import { ProductionController } from './api/production.controller';
import { QualityCheckController } from './api/quality-check.controller';
import { ReceiptsController } from './api/receipts.controller';
import { RevocationListClock } from './api/revocation-list.clock';
import { TokensController } from './api/tokens.controller';
import { CertificateHandler, HandleCertificate } from './certificate/certificate.handler';
import * as effects from './effects';
import { HandleKeyOrder, KeyOrderHandler } from './key-order/key-order.handler';
import { HandleParcel, ParcelHandler } from './parcel/parcel.handler';
import { LINE_TOOLS, lineTools, type LineTools } from './line-tools.port';
import * as policies from './policies';
import {
  CERTIFICATE_AUTHORITY,
  DOCUMENT_PORTS,
  DUE_PORTS,
  LIST_PORTS,
  PREPARING_PORTS,
  SEAL_PORTS,
  SIGNING_PORTS,
} from './ports';
import { HandlePublicKey, PublicKeyHandler } from './public-key/public-key.handler';
import { issuancePublisher } from './publishing/issuance.publisher';
import { REVOCATION_LIST } from './revocation-list/revocation-list.decider';
import { HandleRevocationList, RevocationListHandler } from './revocation-list/revocation-list.handler';
import { HandleRevocation, RevocationHandler } from './revocation/revocation.handler';
import { issuanceRights } from './rights';
import { HandleToken, TokenHandler } from './token/token.handler';
import * as views from './views';

/** The service on a floor whose certificates this authority signs. */
export const issuanceModule = (authority: CertificateAuthority, tools = lineTools) =>
  defineService({
    name: 'issuance',
    rights: issuanceRights,
    handlers: [
      [HandleKeyOrder, KeyOrderHandler],
      [HandleCertificate, CertificateHandler],
      [HandlePublicKey, PublicKeyHandler],
      [HandleToken, TokenHandler],
      [HandleParcel, ParcelHandler],
      [HandleRevocation, RevocationHandler],
      [HandleRevocationList, RevocationListHandler],
    ],
    views: [
      views.orderList,
      views.orderDetail,
      views.tokenStock,
      views.certificates,
      views.revocationListView,
      views.parcels,
      views.deadlines,
      views.calendarYears,
      views.organisations,
    ],
    policies: [
      policy(policies.whenApplicationReVerifiedThenOpenOrder, HandleKeyOrder),
      policy(policies.whenApplicationWithdrawnThenCancelOrder, HandleKeyOrder),
      policy(policies.whenIssuanceOpenedThenReserveSerialNumber, HandleCertificate),
      policy(policies.whenHoldPublishedThenRecordCertificate, HandleKeyOrder),
      policy(policies.whenKeyCollectedThenActivateCertificates, HandleCertificate),
      policy(policies.whenKeyEndedThenOrderRevocation, HandleRevocation),
      policy(policies.whenRevocationOrderedThenRevokeCertificates, HandleCertificate),
      policy(policies.whenCertificateRevokedThenRecordRevocation, HandleRevocation),
      policy(policies.whenOrderMovesThenMoveToken, HandleToken),
      policy(policies.whenParcelMovesThenTellItsOrders, HandleKeyOrder),
    ],
    effects: [
      effect(effects.whenSerialNumberReservedThenPrepareIssuance, HandleCertificate, PREPARING_PORTS),
      effect(effects.whenIssuancePreparedThenSign, HandleCertificate, SIGNING_PORTS),
      effect(effects.whenCertificateIssuedThenPublishHold, HandleCertificate, LIST_PORTS),
      effect(effects.whenCertificateStatusChangedThenPublishCrl, HandleCertificate, LIST_PORTS),
      effect(effects.whenCertificatesCompletedThenMakeSeal, HandleKeyOrder, SEAL_PORTS),
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
    ],
    clocks: [DeadlinesClock, ClaimsClock, RevocationListClock],
    providers: [
      OrderDesk,
      OrderSheet,
      Deliveries,
      Calendars,
      { provide: CERTIFICATE_AUTHORITY, useValue: authority },
      { provide: LINE_TOOLS, useValue: tools },
      ...ports,
    ],
  });

/** Where certificates say that CRL and CA certificate are, and under which policy they were issued. */
export function certificatePlaces(config: Config): CertificatePlaces {
  const base = `${config.PKI_URL.replace(/\/+$/, '')}/api/issuance/v1`;
  return {
    crlUrl: `${base}/crl`,
    ocspUrl: `${base}/ocsp`,
    caIssuersUrl: `${base}/ca.pem`,
    policyOid: config.CERTIFICATE_POLICY_OID,
    codeExtensionOid: config.CODE_EXTENSION_OID,
  };
}

/** The maker of seals as a seal names him. */
const VENDOR = 'EKEY';

const refreshWith = (commands: Commands, clock: Clock) => async () => {
  const now = clock.now();
  const command = { type: 'RefreshRevocationList', data: { now } } as const;
  const envelope = clockEnvelope('revocation-list', now, `start/${now}`);
  const { revision } = await commands.try(HandleRevocationList, REVOCATION_LIST, command, envelope);
  return { key: REVOCATION_LIST, revision };
};

/** One audit line before and one after each signature. */
const signatureLog: effects.SignatureLog = {
  signing: (serial, tbsSha256) => logger().info({ serial, tbsSha256 }, 'signing certificate'),
  signed: (serial, sha256) => logger().info({ serial, sha256 }, 'certificate signed'),
};

const ports = [
  {
    provide: effects.RevocationLists,
    inject: [VIEWS, CERTIFICATE_AUTHORITY, CONFIG, CLOCK, Commands],
    useFactory: (store: ViewStore, authority: CertificateAuthority, config: Config, clock: Clock, commands: Commands) =>
      new effects.RevocationLists({
        views: store,
        authority,
        validMinutes: config.CRL_MINUTES,
        refresh: refreshWith(commands, clock),
      }),
  },
  {
    provide: PREPARING_PORTS,
    inject: [CERTIFICATE_AUTHORITY, CLOCK, CONFIG],
    useFactory: (authority: CertificateAuthority, clock: Clock, config: Config): effects.PreparingPorts => ({
      authority,
      clock,
      places: certificatePlaces(config),
      certificateYears: config.CERTIFICATE_YEARS,
    }),
  },
  {
    provide: SIGNING_PORTS,
    inject: [CERTIFICATE_AUTHORITY, CLOCK],
    useFactory: (authority: CertificateAuthority, clock: Clock): effects.SigningPorts => ({
      authority,
      clock,
      log: signatureLog,
    }),
  },
  {
    provide: LIST_PORTS,
    inject: [effects.RevocationLists, CLOCK],
    useFactory: (lists: effects.RevocationLists, clock: Clock): effects.HoldPorts => ({ lists, clock }),
  },
  {
    provide: SEAL_PORTS,
    inject: [CERTIFICATE_AUTHORITY, CLOCK, DOCUMENTS, VIEWS, LINE_TOOLS],
    useFactory: (
      authority: CertificateAuthority,
      clock: Clock,
      documents: Documents,
      store: ViewStore,
      { pictureOf }: LineTools,
    ): effects.SealPorts => ({
      authority,
      clock,
      documents,
      views: store,
      pictureOf,
      vendorId: VENDOR,
    }),
  },
  {
    provide: DOCUMENT_PORTS,
    inject: [DOCUMENTS],
    useFactory: (documents: Documents): effects.HoldingPorts => ({ documents }),
  },
  {
    provide: DUE_PORTS,
    inject: [Calendars, CLOCK],
    useFactory: (calendars: Calendars, clock: Clock): effects.DuePorts => ({
      calendar: () => calendars.current(),
      clock,
    }),
  },
];
