import { runService } from '@ekey/floor';
import { issuanceEntry } from './entry';

void runService(issuanceEntry);
