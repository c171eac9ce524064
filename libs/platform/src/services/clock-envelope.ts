import { derivedId, type CommandEnvelope } from '@ekey/event-store';

/**
 * The envelope of a command that a clock sends. `key` names what it is about (a case and a round, say): sent again for
 * the same key it is the same command.
 */
export function clockEnvelope(clock: string, now: string, key: string): CommandEnvelope {
  const commandId = derivedId('clock', clock, key);
  return { commandId, actor: { kind: 'service', id: clock }, correlationId: commandId, recordedAt: now, sent: key };
}
