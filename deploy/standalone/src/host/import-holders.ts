import { holderReportText, importHolders } from '@ekey/intake';
import { Commands } from '@ekey/platform';
import type { Standing } from '../standing';
import type { HostAnswer, HostCommand } from './host-command';

/** Records the enterprises that had a key before this system, from a file given as base64. */
export async function importHoldersFile(standing: Standing, { by, input = '' }: HostCommand): Promise<HostAnswer> {
  const { accessLog, clock } = standing.floor;
  const commands = standing.application.provided('intake', Commands);
  const report = await importHolders(Buffer.from(input, 'base64'), { commands, clock });
  const ok = report.problems.length === 0;
  await accessLog.record({
    ...{ service: 'intake', caller: { kind: 'host', id: by, roles: [] }, action: 'import.holders', subject: 'holders' },
    ...{ purpose: `${report.recorded} recorded`, outcome: ok ? 'granted' : 'refused' },
  });
  return { ok, text: holderReportText(report) };
}
