import { intakeModule, StandInUserPlatform, type UserPlatform } from '@ekey/intake';
import { certificatePlaces, issuanceModule } from '@ekey/issuance';
import { fileMailing, notifyModule, type Mailing } from '@ekey/notify';
import type { CertificateAuthority } from '@ekey/pki';
import { openFileCertificateAuthority } from '@ekey/pki/forge';
import type { Floor, ServiceDefinition } from '@ekey/platform';
import { reviewModule } from '@ekey/review';
import type { DataFolder } from './data-folder';

/** What only one service needs. */
interface Adapters {
  readonly authority: CertificateAuthority;
  readonly mailing: Mailing;
  readonly userPlatform: UserPlatform;
}

/** The services with the adapters that only they need. */
export async function services(floor: Floor, data: DataFolder): Promise<readonly ServiceDefinition[]> {
  const { config, secrets, clock } = floor;
  const authority = await openFileCertificateAuthority({
    folder: data.of('ca'),
    passphrase: (await secrets.bytes('ca-passphrase')).toString('base64url'),
    provider: {
      provinceName: config.PROVIDER_PROVINCE,
      localityName: config.PROVIDER_LOCALITY,
      organisationName: config.PROVIDER_NAME,
      uscc: config.PROVIDER_USCC,
    },
    places: certificatePlaces(config),
    now: new Date(clock.now()),
  });
  return servicesWith({
    authority,
    mailing: fileMailing(data.of('outbox'), config.MAIL_FROM),
    userPlatform: new StandInUserPlatform(),
  });
}

/** The services for who only reads what they have written: their rules and views are as ever, and nothing can be done with them. */
export function servicesToRead(): readonly ServiceDefinition[] {
  const nobody = {} as never;
  return servicesWith({ authority: nobody, mailing: nobody, userPlatform: nobody });
}

const servicesWith = ({ authority, mailing, userPlatform }: Adapters): readonly ServiceDefinition[] => [
  intakeModule(userPlatform),
  reviewModule,
  issuanceModule(authority),
  notifyModule(mailing),
];
