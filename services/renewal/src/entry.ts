import type { ServiceEntry } from '@ekey/floor';
import { renewalModule } from './renewal.module';

/** The service on a floor of its own. */
export const renewalEntry: ServiceEntry = { name: 'renewal', define: async () => renewalModule() };
