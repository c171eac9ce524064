import type { Documents } from '@ekey/documents';
import { Unavailable, type Clock } from '@ekey/kernel';
import type { CertificateAuthority, CertificatePlaces } from '@ekey/pki';
import {
  clockEnvelope,
  CLOCK,
  Commands,
  CONFIG,
  DOCUMENTS,
  logger,
  SECRETS,
  VIEWS,
  type Config,
  type Secrets,
} from '@ekey/platform';
import type { ViewStore } from '@ekey/views';
import { Calendars } from './api/calendars';
import { StatusResponses } from './api/status-responses';
import { HandleCertificate } from './certificate/certificate.handler';
import { issuedCertificate } from './certificate/issued-certificate';
import * as effects from './effects';
import { HandleKeyInHand } from './key-in-hand/key-in-hand.handler';
import type { KeyInHandState } from './key-in-hand/key-in-hand.state';
import { LINE_TOOLS, type LineTools } from './line-tools.port';
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
import { REVOCATION_LIST } from './revocation-list/revocation-list.decider';
import { HandleRevocationList } from './revocation-list/revocation-list.handler';

/** Where certificates say that CRL and CA certificate are, and under which policy they were issued. */
export function certificatePlaces(config: Config): CertificatePlaces {
  const base = `${config.PKI_URL.replace(/\/+$/, '')}/api/issuance/v1`;
  return {
    crlUrl: `${base}/crl`,
    ocspUrl: `${base}/ocsp`,
    caIssuersUrl: `${base}/ca.cer`,
    policyOid: config.CERTIFICATE_POLICY_OID,
    codeExtensionOid: config.CODE_EXTENSION_OID,
  };
}

/** In whose name the authority issues. */
export const providerOf = (config: Config) => ({
  provinceName: config.PROVIDER_PROVINCE,
  localityName: config.PROVIDER_LOCALITY,
  organisationName: config.PROVIDER_NAME,
  uscc: config.PROVIDER_USCC,
});

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

const delegated = (sha256: string, notAfter: string): void =>
  logger().info({ sha256, notAfter }, 'status responder delegated');

/** What each effect is given, and the answers about status: the ports of the floor and the authority. */
export const effectPorts = [
  {
    provide: StatusResponses,
    inject: [VIEWS, CERTIFICATE_AUTHORITY, CONFIG, CLOCK, effects.RevocationLists],
    useFactory: (
      store: ViewStore,
      authority: CertificateAuthority,
      { OCSP_MINUTES: validMinutes }: Config,
      clock: Clock,
      lists: effects.RevocationLists,
    ) => new StatusResponses({ views: store, authority, lists, clock, validMinutes, delegated }),
  },
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
    provide: LISTING_PORTS,
    inject: [effects.RevocationLists, CLOCK, Commands],
    useFactory: (lists: effects.RevocationLists, clock: Clock, commands: Commands): effects.ListingPorts => ({
      lists,
      clock,
      revisionOf: async (serial) => (await commands.ask(HandleCertificate, serial)).revision,
    }),
  },
  {
    provide: FINDING_PORTS,
    inject: [Commands, CLOCK],
    useFactory: (commands: Commands, clock: Clock): effects.FindingPorts => ({
      clock,
      keyIn: async (tokenSerial) => {
        const { held } = (await commands.ask(HandleKeyInHand, tokenSerial)).state as KeyInHandState;
        if (held === null) throw new Unavailable(`what is in the token ${tokenSerial} is not known yet`);
        return held.key;
      },
    }),
  },
  {
    provide: SEAL_PORTS,
    inject: [CERTIFICATE_AUTHORITY, CLOCK, DOCUMENTS, VIEWS, LINE_TOOLS, Commands],
    useFactory: (
      authority: CertificateAuthority,
      clock: Clock,
      documents: Documents,
      store: ViewStore,
      { pictureOf }: LineTools,
      commands: Commands,
    ): effects.SealPorts => ({
      authority,
      clock,
      documents,
      views: store,
      certificateOf: (serial) => issuedCertificate(serial, commands),
      pictureOf,
      vendorId: VENDOR,
    }),
  },
  {
    provide: NUMBERING_PORTS,
    inject: [CLOCK, DOCUMENTS, SECRETS],
    useFactory: (clock: Clock, documents: Documents, secrets: Secrets): effects.NumberingPorts => ({
      clock,
      documents,
      serialKey: () => secrets.bytes('serial-key'),
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
