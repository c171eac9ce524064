import { reject } from '@ekey/kernel';
import type { DataOf } from '../key-application.commands';
import type { ApplicationIs, ApplicationKind, KeyApplicationEvent, Named } from '../key-application.events';
import type { Answer } from '../key-application.rejections';
import type { KeyApplicationState } from '../key-application.state';

const OFFERED: readonly string[] = [
  'first',
  'additional',
  'replacement',
  'change',
] satisfies readonly ApplicationKind[];
const isOffered = (kind: string): kind is ApplicationKind => OFFERED.includes(kind);

/** A draft binds nobody: whether the enterprise may apply at all is decided by its slots when the submission comes. */
export function start({ now, kind, named, ...begun }: DataOf<'StartApplication'>, state: KeyApplicationState): Answer {
  if (state.status !== 'none') return reject('AlreadyStarted');
  if (!isOffered(kind)) return reject('KindNotYetOffered', { kind });
  const isOfKey = kind === 'replacement' || kind === 'change';
  if (isOfKey !== (named !== null)) return reject('KeyNotNamed');
  if (named !== null && isChange(kind) !== (named.ground === 'information-changed'))
    return reject('GroundUnfit', { ground: named.ground });
  // Of a 变更 the old key ends against the new one, and what is given up beside it would leave four in hand until then.
  if (isChange(kind) && named !== null && named.surplus.length > 0) return reject('SurplusUnfit');
  const started: KeyApplicationEvent = { type: 'ApplicationStarted', data: { ...begun, kind, startedAt: now } };
  if (named === null) return [started];
  const { caseId, uscc } = begun;
  return [started, ...aboutKey({ caseId, kind, uscc }, named, now)];
}

const isChange = (kind: ApplicationKind): boolean => kind === 'change';

/** What is lost may do no harm while the case takes its time. Of a key from before this system nothing can be suspended here. */
function aboutKey(is: ApplicationIs, named: Named, now: string): readonly KeyApplicationEvent[] {
  const keyNamed: KeyApplicationEvent = { type: 'KeyNamed', data: { ...is, ...named, namedAt: now } };
  const { key, ground } = named;
  if (ground !== 'lost' || key.caseId === null) return [keyNamed];
  return [keyNamed, { type: 'KeyLossReported', data: { ...is, tokenSerial: key.number, reportedAt: now } }];
}
