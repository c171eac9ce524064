import { runService } from '@ekey/floor';
import { notifyEntry } from './entry';

void runService(notifyEntry);
