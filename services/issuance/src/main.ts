import { openAuthority, runService } from '@ekey/floor';
import { certificatePlaces, providerOf } from './effect-ports';
import { issuanceModule } from './issuance.module';
import { lineTools } from './line-tools.port';

void runService({
  name: 'issuance',
  define: async (floor, data) => {
    const about = { provider: providerOf(floor.config), places: certificatePlaces(floor.config) };
    return issuanceModule(await openAuthority(floor, data, about), lineTools);
  },
});
