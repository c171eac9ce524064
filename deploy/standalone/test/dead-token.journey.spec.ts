import { describeDeadToken, inOneWorld } from '@ekey/journeys/procedures';
import { standaloneWorld } from './standalone.world';

inOneWorld(standaloneWorld, describeDeadToken);
