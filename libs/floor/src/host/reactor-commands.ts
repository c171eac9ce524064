import type { Application, HostCommands } from '@ekey/platform';
import { rebuildViews } from './rebuild-views';
import { redriveParked } from './redrive';

/** What the host may tell any process in which services stand. */
export const reactorCommands = (application: Pick<Application, 'hosts'>): HostCommands => ({
  rebuild: (command) => rebuildViews(application, command),
  redrive: (command) => redriveParked(application, command),
});
