import { describeFirstApplication, TOKENS_NEEDED } from '@ekey/journeys/journey';
import { standaloneWorld } from './standalone.world';

describeFirstApplication(() => standaloneWorld({ tokens: TOKENS_NEEDED }));
