import { runService } from '@ekey/floor';
import { renewalEntry } from './entry';

void runService(renewalEntry);
