import type { Application, Destination } from '../application';
import type { Case, Scene, Sent } from '../first-application/scene';
import { onceTheKeyIsKnown } from './known-key';

export const REASON_FOR_ANOTHER = '出差途中遗失，已报警';

/** What an enterprise says of the key whose place another one is to take. */
export interface Named {
  readonly ground: string;
  readonly reason?: string;
  /** Numbers of keys that are given up beside it. */
  readonly surplus?: readonly string[];
}

export const begunInstead = ({ enterprise, token }: Case & Sent, { ground, surplus }: Named): Promise<Application> =>
  onceTheKeyIsKnown(() => enterprise.replaces(token.serialNumber, ground, surplus));

/** The case for a key in place of this one (补办, 变更), on its way to the reviews. @param at where it is asked for */
export async function submittedInstead(
  scene: Scene,
  old: Case & Sent,
  named: Named,
  at: Destination = scene.house.shanghai,
): Promise<Case> {
  const application = await begunInstead(old, named);
  await application.isPrepared(at, { reason: named.reason ?? REASON_FOR_ANOTHER });
  if (named.ground === 'lost') await application.uploadsSheets(['loss-statement']);
  await application.confirms();
  return { enterprise: old.enterprise, application };
}
