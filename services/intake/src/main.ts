import { runService } from '@ekey/floor';
import { paperTools } from './api/paper-tools.port';
import { StandInUserPlatform } from './effects/stand-in.user-platform';
import { intakeModule } from './intake.module';

void runService({ name: 'intake', define: async () => intakeModule(new StandInUserPlatform(), paperTools) });
