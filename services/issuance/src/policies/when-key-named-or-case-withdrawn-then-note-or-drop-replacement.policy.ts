import type { Published } from '@ekey/contracts';
import type { Policy, Recorded, Target } from '@ekey/kernel';
import type { DropReplacement, NoteReplacement } from '../replacement/replacement.commands';

type Told = Published<'intake.KeyNamed.v1' | 'intake.ApplicationWithdrawn.v1'>;
type Command = NoteReplacement | DropReplacement;

/** Which key a case is to replace; and that it was withdrawn, so that the old key stays. */
export const whenKeyNamedOrCaseWithdrawnThenNoteOrDropReplacement: Policy<Told, Command> = {
  name: 'when-key-named-or-case-withdrawn-then-note-or-drop-replacement',
  from: 'intake.events',
  on: ['intake.KeyNamed.v1', 'intake.ApplicationWithdrawn.v1'],
  react: (fact) => targets(fact),
};

function targets({ type, data, meta }: Recorded<Told>): readonly Target<Command>[] {
  const { caseId: id, kind, uscc } = data;
  const now = meta.recordedAt;
  if (type === 'intake.ApplicationWithdrawn.v1')
    return kind === 'replacement' || kind === 'change'
      ? [{ id, command: { type: 'DropReplacement', data: { caseId: id, now } } }]
      : [];
  const { ground, tokenSerial, surplus } = data;
  return [{ id, command: { type: 'NoteReplacement', data: { caseId: id, uscc, ground, tokenSerial, surplus, now } } }];
}
