import { describeReplacement, inOneWorld } from '@ekey/journeys/procedures';
import { standaloneWorld } from './standalone.world';

inOneWorld(standaloneWorld, describeReplacement);
