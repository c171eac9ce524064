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
  const advice = ok ? [] : ['Give --switch as well to answer readers from what was built.'];
  return { ok, text: [...reports.map(lineOf), ...advice].join('\n') };
}

function lineOf({ view, version, equal, documents, differing, firstDifference, switched }: ViewReport): string {
  const name = `${view} v${version}`;
  if (equal) return `${name}: equal (${documents} documents)`;
  const first = firstDifference === undefined ? '' : `, first ${firstDifference}`;
  const what = `${name}: DIFFERENT in ${differing} of ${documents} documents${first}`;
  return switched ? `${what}; readers are answered from the rebuilt view now` : what;
}
