import {
  HttpIssuedKeys,
  intakeModule,
  paperTools,
  StandInUserPlatform,
  type IssuedKeys,
  type PaperTools,
  type UserPlatform,
} from '@ekey/intake';
import { certificatePlaces, issuanceModule, lineTools, providerOf, type LineTools } from '@ekey/issuance';
import { mailingOf, notifyModule, type Mailing } from '@ekey/notify';
import type { CertificateAuthority } from '@ekey/pki';
import type { Floor, ServiceDefinition } from '@ekey/platform';
import { renewalModule } from '@ekey/renewal';
import { reviewModule } from '@ekey/review';
import { assertAuthorityThere, openAuthority, passwordOf, type DataFolder } from '@ekey/floor';

/** What only one service needs. */
export interface Adapters {
  readonly paperTools: PaperTools;
  readonly authority: CertificateAuthority;
  readonly lineTools: LineTools;
  readonly mailing: Mailing;
  readonly userPlatform: UserPlatform;
  readonly issuedKeys: IssuedKeys;
}

/** Puts other adapters in the places of the floor's own, for a rehearsal. */
export type Exchange = (adapters: Adapters) => Adapters;

/**
 * The services with the adapters that only they need; `exchange` may put others in the places of some.
 * @param ownAddress where they will answer, for what one asks another over HTTP; not asked before they do
 * @throws UnreadableStore, AuthorityUnreadable naming what of the certificate authority is lost or cannot be used.
 */
export async function services(
  floor: Floor,
  data: DataFolder,
  ownAddress: () => Promise<string>,
  exchange: Exchange = (adapters) => adapters,
): Promise<readonly ServiceDefinition[]> {
  const { config } = floor;
  assertAuthorityThere(data);
  const about = { provider: providerOf(config), places: certificatePlaces(config) };
  const authority = await openAuthority(floor, data, about);
  const mailing = mailingOf(config, data.of('outbox'), (secret) => passwordOf(config.SECRETS_DIR, secret));
  const userPlatform = new StandInUserPlatform();
  const issuedKeys = new HttpIssuedKeys(ownAddress);
  return servicesWith(exchange({ paperTools, authority, lineTools, mailing, userPlatform, issuedKeys }));
}

/** The services for who only reads what they have written: their rules and views are as ever, and nothing can be done with them. */
export function servicesToRead(): readonly ServiceDefinition[] {
  const nobody = {} as never;
  const outside = { authority: nobody, mailing: nobody, userPlatform: nobody, issuedKeys: nobody };
  return servicesWith({ paperTools, lineTools, ...outside });
}

const servicesWith = (adapters: Adapters): readonly ServiceDefinition[] => [
  intakeModule({ platform: adapters.userPlatform, issuedKeys: adapters.issuedKeys }, adapters.paperTools),
  reviewModule,
  issuanceModule(adapters.authority, adapters.lineTools),
  renewalModule(adapters.paperTools),
  notifyModule(adapters.mailing),
];
