import { openAuthority, type ServiceEntry } from '@ekey/floor';
import { certificatePlaces, providerOf } from './effect-ports';
import { issuanceModule } from './issuance.module';
import { lineTools } from './line-tools.port';

/** The service on a floor of its own. */
export const issuanceEntry: ServiceEntry = {
  name: 'issuance',
  define: async (floor, data) => {
    const about = { provider: providerOf(floor.config), places: certificatePlaces(floor.config) };
    return issuanceModule(await openAuthority(floor, data, about), lineTools);
  },
};
