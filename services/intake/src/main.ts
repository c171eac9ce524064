import { runService } from '@ekey/floor';
import { intakeEntry } from './entry';

void runService(intakeEntry);
