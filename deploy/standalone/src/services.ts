import { intakeModule, paperTools, StandInUserPlatform, type PaperTools, type UserPlatform } from '@ekey/intake';
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
}

/** Puts other adapters in the places of the floor's own, for a rehearsal. */
export type Exchange = (adapters: Adapters) => Adapters;

/**
 * The services with the adapters that only they need; `exchange` may put others in the places of some.
 * @throws UnreadableStore, AuthorityUnreadable naming what of the certificate authority is lost or cannot be used.
 */
export async function services(
  floor: Floor,
  data: DataFolder,
  exchange: Exchange = (adapters) => adapters,
): Promise<readonly ServiceDefinition[]> {
  const { config } = floor;
  assertAuthorityThere(data);
  const about = { provider: providerOf(config), places: certificatePlaces(config) };
  const authority = await openAuthority(floor, data, about);
  const mailing = mailingOf(config, data.of('outbox'), (secret) => passwordOf(config.SECRETS_DIR, secret));
  const userPlatform = new StandInUserPlatform();
  return servicesWith(exchange({ paperTools, authority, lineTools, mailing, userPlatform }));
}

/** The services for who only reads what they have written: their rules and views are as ever, and nothing can be done with them. */
export function servicesToRead(): readonly ServiceDefinition[] {
  const nobody = {} as never;
  return servicesWith({ paperTools, authority: nobody, lineTools, mailing: nobody, userPlatform: nobody });
}

const servicesWith = (adapters: Adapters): readonly ServiceDefinition[] => [
  intakeModule(adapters.userPlatform, adapters.paperTools),
  reviewModule,
  issuanceModule(adapters.authority, adapters.lineTools),
  renewalModule,
  notifyModule(adapters.mailing),
];
