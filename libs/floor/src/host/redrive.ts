import type { ParkedFact } from '@ekey/event-store';
import type { Application, HostAnswer, HostCommand } from '@ekey/platform';
import { hostOf } from './service-host';

const MOST_TOLD = 100;

/** Tries again what could not be handled, of one service or case or of all, and tells what still cannot, and why. */
export async function redriveParked(
  application: Pick<Application, 'hosts'>,
  { options }: HostCommand,
): Promise<HostAnswer> {
  const { service, case: key } = options;
  const names = service === undefined ? [...application.hosts.byService.keys()] : [service];
  let dealtWith = 0;
  const left: ParkedFact[] = [];
  for (const name of names) {
    const host = hostOf(application, name);
    dealtWith += await host.redrive(undefined, key);
    left.push(...(await host.parked()).filter((parked) => key === undefined || parked.key === key));
  }
  const told = left.slice(0, MOST_TOLD).map(lineOf);
  const more = left.length > MOST_TOLD ? [`… and ${left.length - MOST_TOLD} more`] : [];
  return {
    ok: left.length === 0,
    text: [`${dealtWith} dealt with, ${left.length} still parked`, ...told, ...more].join('\n'),
  };
}

const lineOf = ({ reactor, key, fact, cause, attempts }: ParkedFact): string =>
  `${reactor}, case ${key}: ${fact.type} of ${fact.meta.stream}@${fact.meta.revision}: ${cause} (${attempts} tries)`;
