import { runService } from '@ekey/floor';
import { reviewEntry } from './entry';

void runService(reviewEntry);
