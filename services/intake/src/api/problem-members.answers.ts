import { lackAnswer } from '@ekey/case-papers/desk';
import { slot } from '@ekey/contracts';
import { z } from 'zod';

const printed = z.object({ kind: z.string(), formNumber: z.string(), formVersion: z.int(), shortHash: z.string() });

/** What the refusals of intake tell beside what every problem document has. */
export const problemMembers = {
  mayDo: z.array(z.string()).describe('With 409 of an application: the commands that are allowed now.'),
  because: z.enum(['key-held', 'case-in-progress']).describe('FirstApplicationNotAllowed.'),
  key: z.string().describe('KeyNotHeld, KeyAlreadyReplaced, ReplacementUnderWay: the number asked for.'),
  ground: z.string().describe('GroundUnfit: the state of the old key that was given.'),
  kind: z.string().describe('KindNotYetOffered: the kind asked for.'),
  how: z.string().describe('CaseEnded: withdrawn, expired, refused or terminated.'),
  slot: slot.describe('DocumentNotAsked.'),
  stage: z.string().describe('UnderReview: where the case is.'),
  round: z.int().describe('RoundMismatch: the round that comes next.'),
  documents: z.array(z.object({ slot, lack: lackAnswer })).describe('DocumentsMissing.'),
  consents: z.array(z.string()).describe('ConsentsMissing: their codes.'),
  expected: printed.nullable().describe('ScanOfAnotherForm: the code of the present version.'),
  found: printed.partial().describe('ScanOfAnotherForm: the code on the scan.'),
  most: z.int().describe('TooManyUsers, TooManyOpen, TooManyKeys: how many there may be.'),
  held: z.int().describe('TooManyKeys: in the hand of the enterprise.'),
  applications: z.array(z.string()).describe('CaseNotNamed: those of the authority that are under way.'),
  underWay: z.int().describe('TooManyKeys: asked for in other cases.'),
};
