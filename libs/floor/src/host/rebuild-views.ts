import type { Application, HostAnswer, HostCommand, ViewReport } from '@ekey/platform';
import { hostOf } from './service-host';

/** Builds every view of a service beside the live one and says whether the two are equal; with `switch`, takes what was built. */
export async function rebuildViews(
  application: Pick<Application, 'hosts'>,
  { options }: HostCommand,
): Promise<HostAnswer> {
  const host = hostOf(application, options['rebuild'] ?? '');
  const reports = await host.compareViews(options['switch'] !== undefined);
  const ok = reports.every(({ equal, switched }) => equal || switched);
  return { ok, text: [...reports.map(lineOf), ...(ok ? [] : [adviceOn(reports)])].join('\n') };
}

const adviceOn = (reports: readonly ViewReport[]): string =>
  reports.some(({ broken }) => broken.length > 0)
    ? 'Mend the broken records first (docs/runbooks/broken-record.md): what was built lacks what stands behind them.'
    : 'Give --switch as well to answer readers from what was built.';

function lineOf({ view, version, equal, documents, differing, firstDifference, switched, broken }: ViewReport): string {
  const name = `${view} v${version}`;
  if (equal) return `${name}: equal (${documents} documents)`;
  const first = firstDifference === undefined ? '' : `, first ${firstDifference}`;
  const what = `${name}: DIFFERENT in ${differing} of ${documents} documents${first}`;
  if (broken.length > 0) return `${what}; ${broken.join('; ')}`;
  return switched ? `${what}; readers are answered from the rebuilt view now` : what;
}
