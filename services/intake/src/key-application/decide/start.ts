import { reject } from '@ekey/kernel';
import type { DataOf } from '../key-application.commands';
import type { Answer } from '../key-application.rejections';
import type { KeyApplicationState } from '../key-application.state';

/** A draft binds nobody: whether the enterprise may apply at all is decided by its slots when the submission comes. */
export function start({ now, kind, ...begun }: DataOf<'StartApplication'>, state: KeyApplicationState): Answer {
  if (state.status !== 'none') return reject('AlreadyStarted');
  if (kind !== 'first') return reject('KindNotYetOffered', { kind });
  return [{ type: 'ApplicationStarted', data: { ...begun, kind, startedAt: now } }];
}
