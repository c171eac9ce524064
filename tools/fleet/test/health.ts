import { until } from '@ekey/journeys';
import type { Fleet, MemberProcess } from '../src';

interface Named {
  readonly what: string;
  readonly cause: string;
}

/** What a process tells of itself. */
export interface Health {
  readonly httpStatus: number;
  readonly status: string;
  readonly unusable?: readonly Named[];
  readonly damaged?: readonly Named[];
  readonly services: Readonly<
    Record<
      string,
      {
        readonly waitsFor?: string;
        readonly outside?: readonly Named[];
        readonly halted: readonly { readonly reactor: string; readonly cause: string }[];
        readonly parked: readonly { readonly reactor: string; readonly case: string }[];
      }
    >
  >;
}

export async function healthOf({ url }: Pick<MemberProcess, 'url'>): Promise<Health> {
  const answer = await fetch(`${url}/health/ready`);
  return { ...((await answer.json()) as Health), httpStatus: answer.status };
}

export const namedIn = ({ unusable = [] }: Health): readonly Named[] => unusable;

export const isLive = async ({ url }: Pick<MemberProcess, 'url'>): Promise<boolean> =>
  (await fetch(`${url}/health/live`)).ok;

/** Waits until every process can serve requests, however it got there. */
export async function awaitReady(fleet: Fleet, withinMs?: number): Promise<void> {
  for (const member of fleet.all())
    await until(
      `${member.service} is ready`,
      () => healthOf(member),
      ({ httpStatus }) => httpStatus === 200,
      withinMs,
    );
}
