import type { Standing } from '../standing';
import { eraseOwner } from './erase';
import type { HostCommands } from './host-command';
import { importHoldersFile } from './import-holders';
import { rebuildViews } from './rebuild-views';
import { recoverAdmin } from './recover-admin';
import { redriveParked } from './redrive';

/** What the host may tell the process to do that holds the data. */
export const hostCommands = (standing: Standing): HostCommands => ({
  'admin:recover': (command) => recoverAdmin(standing, command),
  'import:holders': (command) => importHoldersFile(standing, command),
  erase: (command) => eraseOwner(standing, command),
  rebuild: (command) => rebuildViews(standing, command),
  redrive: (command) => redriveParked(standing, command),
});
