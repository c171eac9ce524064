import { certificatePlaces, issuanceModule } from '@ekey/issuance';
import { fileMailing, notifyModule } from '@ekey/notify';
import { openFileCertificateAuthority } from '@ekey/pki/forge';
import type { Floor, ServiceDefinition } from '@ekey/platform';
import { reviewModule } from '@ekey/review';
import type { DataFolder } from './data-folder';

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
  return [reviewModule, issuanceModule(authority), notifyModule(fileMailing(data.of('outbox'), config.MAIL_FROM))];
}
