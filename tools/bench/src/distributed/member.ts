import { openAuthority, type ServiceEntry } from '@ekey/floor';
import { serveMember, services } from '@ekey/fleet/member';
import { fakeAuthority, fakeLineTools, fakePaperTools } from '../workflow/fakes';

const always = (): boolean => true;

/** Intake with fakes for what is done with pixels. */
async function intake(): Promise<ServiceEntry> {
  const { intakeEntry } = await import('@ekey/intake/entry');
  const { HttpIssuedKeys, intakeModule, paperTools, StandInUserPlatform } = await import('@ekey/intake');
  const define: ServiceEntry['define'] = async ({ config }) => {
    const issuedKeys = new HttpIssuedKeys(() => config.ISSUANCE_URL);
    return intakeModule({ platform: new StandInUserPlatform(), issuedKeys }, fakePaperTools(paperTools, always));
  };
  return { ...intakeEntry, define };
}

/** Issuance with fakes for what is done with RSA and drawn. */
async function issuance(): Promise<ServiceEntry> {
  const { issuanceEntry } = await import('@ekey/issuance/entry');
  const { certificatePlaces, issuanceModule, lineTools, providerOf } = await import('@ekey/issuance');
  const define: ServiceEntry['define'] = async (floor, data) => {
    const about = { provider: providerOf(floor.config), places: certificatePlaces(floor.config) };
    const authority = fakeAuthority(await openAuthority(floor, data, about), always);
    return issuanceModule(authority, fakeLineTools(lineTools, always));
  };
  return { ...issuanceEntry, define };
}

serveMember({ ...services, intake, issuance });
