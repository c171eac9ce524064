import { possibleCommands } from './possible-commands';
import { review } from './review.decider';
import {
  after,
  allBut,
  allGood,
  atProvider,
  claim,
  defect,
  li,
  manager,
  minutesAfter,
  open,
  rejectedFor,
  wang,
  zhao,
} from './review.examples';
import type { Officer, ReviewCommand } from './review.commands';
import type { ReviewEvent } from './review.events';

const now = minutesAfter(40);
const may = (officer: Officer, facts: readonly ReviewEvent[]) =>
  possibleCommands(facts.reduce(review.evolve, review.initial), officer, now);
const claimed = [open, claim(li, minutesAfter(30))];
const marked = (marks: ReturnType<typeof allBut>): ReviewCommand => ({
  type: 'SaveMarks',
  data: { officer: li, round: 1, marks, now: minutesAfter(31) },
});

describe('what may be done with a case', () => {
  it('is to take it, where it waits for one’s own desk', () => {
    expect(may(li, after(open))).toEqual(['ClaimTask']);
    expect(may(wang, after(open))).toEqual([]);
    expect(may(manager, after(open))).toEqual(['ClaimTask', 'ReassignTask', 'RefuseApplication']);
  });
  it('is to mark it and to propose its refusal for who has taken it, and nothing for his colleague', () => {
    expect(may(li, after(...claimed))).toEqual(['ReleaseTask', 'SaveMarks', 'ProposeRefusal']);
    expect(may(zhao, after(...claimed))).toEqual([]);
  });
  it('is to pass it once everything is marked good, and to reject it once something is not', () => {
    expect(may(li, after(...claimed, marked(allGood)))).toContain('PassPreVerification');
    const defective = may(li, after(...claimed, marked(allBut(defect('application-form', 'A01')))));
    expect(defective).toContain('RejectPreVerification');
    expect(defective).not.toContain('PassPreVerification');
  });
  it('is the provider’s once it is pre-verified, and nobody’s once it is decided', () => {
    expect([may(li, atProvider()), may(wang, atProvider())]).toEqual([[], ['ClaimTask']]);
    expect(may(li, rejectedFor(defect('application-form', 'A01')))).toEqual([]);
    expect(may(li, [])).toEqual([]);
  });
});
