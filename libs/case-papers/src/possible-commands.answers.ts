import { z } from 'zod';

export const possibleCommandsAnswer = z.object({
  commands: z.array(
    z
      .object({
        command: z.string().describe('Such as `SaveDraft`, `SubmitForm`, `UploadPage`, `ConfirmSubmission`.'),
        allowed: z.boolean(),
        because: z.string().optional().describe('The `code` of the problem that a try would be answered with.'),
        detail: z.record(z.string(), z.unknown()).optional().describe('Further members of that problem.'),
      })
      .meta({ id: 'PossibleCommand', description: 'What may be done now, by the rules that will judge it.' }),
  ),
});
