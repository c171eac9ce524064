import { intakeModule, paperTools, StandInUserPlatform, type PaperTools, type UserPlatform } from '@ekey/intake';
import { certificatePlaces, issuanceModule, lineTools, providerOf, type LineTools } from '@ekey/issuance';
import { fileMailing, notifyModule, type Mailing } from '@ekey/notify';
import type { CertificateAuthority } from '@ekey/pki';
import { openFileCertificateAuthority } from '@ekey/pki/forge';
import type { Floor, ServiceDefinition } from '@ekey/platform';
import { reviewModule } from '@ekey/review';
import { type DataFolder, assertAuthorityThere } from '@ekey/floor';

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
  const { config, secrets, clock } = floor;
  assertAuthorityThere(data);
  const authority = await openFileCertificateAuthority({
    folder: data.of('ca'),
    passphrase: (await secrets.bytes('ca-passphrase')).toString('base64url'),
    provider: providerOf(config),
    places: certificatePlaces(config),
    now: new Date(clock.now()),
  });
  const mailing = fileMailing(data.of('outbox'), config.MAIL_FROM);
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
  notifyModule(adapters.mailing),
];
