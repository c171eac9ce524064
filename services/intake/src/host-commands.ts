import { Commands, type HostAnswer, type HostCommand, type HostCommands, type HostStanding } from '@ekey/platform';
import { holderReportText, importHolders } from './holders/import-holders';

/** What the host may tell a process to do in which this service stands. */
export const intakeCommands = (standing: HostStanding): HostCommands => ({
  'import:holders': (command) => importHoldersFile(standing, command),
});

/** Records the enterprises that had a key before this system, from a file given as base64. */
async function importHoldersFile(
  { application, floor }: HostStanding,
  { by, input = '' }: HostCommand,
): Promise<HostAnswer> {
  const commands = application.provided('intake', Commands);
  const report = await importHolders(Buffer.from(input, 'base64'), { commands, clock: floor.clock });
  const ok = report.problems.length === 0;
  await floor.accessLog.record({
    ...{ service: 'intake', caller: { kind: 'host', id: by, roles: [] }, action: 'import.holders', subject: 'holders' },
    ...{ purpose: `${report.recorded} recorded`, outcome: ok ? 'granted' : 'refused' },
  });
  return { ok, text: holderReportText(report) };
}
