import { instant, refusalGrounds } from '@ekey/contracts';
import { z } from 'zod';
import { stage, target } from './cases.answers';

/** What the refusals of review tell beside what every problem document has. */
export const problemMembers = {
  mayDo: z.array(z.string()).describe('With 409 of a case: the commands that its caller may give now.'),
  state: z.enum(['returned', 'approved', 'refused', 'closed']).describe('NotUnderReview: how the case stands.'),
  stage: stage.describe('AtOtherStage, OfficerUnfit, ColleagueUnfit: where the case is.'),
  round: z.int().describe('RoundOver: the present one.'),
  until: instant.describe('ClaimedByAnother: when his lease ends.'),
  targets: z.array(target).describe('MarksMissing, DefectsMarked: what they concern.'),
  target: target.describe('Of a mark that is refused.'),
  reason: z.string().describe('ReasonUnfit: the code.'),
  reasons: z.array(z.string()).describe('ReasonNotCorrectable: the codes.'),
  characters: z.array(z.string()).describe('SealNotPossible: the code points that the font lacks, e.g. U+20BB7.'),
  ground: z.enum(refusalGrounds.map(({ code }) => code)).describe('GroundUnfit.'),
  operators: z.array(z.string()).describe('OperatorUnfit: who may not work this machine.'),
  version: z.string().describe('VersionUsed: of a year of the calendar.'),
};
