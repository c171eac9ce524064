import { submittedForm as whole } from '@ekey/contracts';
import type { Documents } from '@ekey/documents';
import type { z } from 'zod';

/** What issuance reads of the form that intake stored; all else in it is none of its business. */
const submittedForm = whole.pick({ registeredAddress: true, enterpriseType: true }).extend({
  agent: whole.shape.agent.pick({ name: true, idType: true, idNumber: true }),
  seal: whole.shape.seal.pick({ shape: true, widthMm: true }),
});

export type SubmittedForm = z.infer<typeof submittedForm>;

/**
 * The submitted form, from its sealed document.
 * @returns `null` where the key of the case was destroyed.
 * @throws ZodError for a document that is no form, and whatever the store throws
 */
export async function readSubmittedForm(documents: Documents, documentId: string): Promise<SubmittedForm | null> {
  const bytes = await documents.get(documentId);
  return bytes === null ? null : submittedForm.parse(JSON.parse(bytes.toString('utf8')));
}
