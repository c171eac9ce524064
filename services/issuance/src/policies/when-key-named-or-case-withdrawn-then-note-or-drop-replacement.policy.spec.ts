import { recorded } from '@ekey/kernel/testing';
import { whenKeyNamedOrCaseWithdrawnThenNoteOrDropReplacement as policy } from './when-key-named-or-case-withdrawn-then-note-or-drop-replacement.policy';

const now = '2026-03-02T01:00:00.000Z';
const meta = { stream: 'intake.KeyApplication-case-2' };

describe('a case that is to replace a key', () => {
  it('is noted: which key, and why', () => {
    const data = {
      ...({ caseId: 'case-2', kind: 'replacement', uscc: 'X', number: 'EK1', tokenSerial: 'EK1' } as const),
      ...{ ground: 'lost' as const, surplus: ['EK7'], namedAt: now },
    };
    expect(policy.react(recorded({ type: 'intake.KeyNamed.v1', data }, meta))).toEqual([
      {
        id: 'case-2',
        command: {
          type: 'NoteReplacement',
          data: { caseId: 'case-2', uscc: 'X', ground: 'lost', tokenSerial: 'EK1', surplus: ['EK7'], now },
        },
      },
    ]);
  });
  it.each([
    ['replacement', [{ id: 'case-2', command: { type: 'DropReplacement', data: { caseId: 'case-2', now } } }]],
    ['first', []],
  ] as const)('is dropped where it was withdrawn (%s)', (kind, targets) => {
    const data = { caseId: 'case-2', kind, uscc: 'X', ground: 'applicant' as const, withdrawnAt: now };
    expect(policy.react(recorded({ type: 'intake.ApplicationWithdrawn.v1', data }, meta))).toEqual(targets);
  });
});
