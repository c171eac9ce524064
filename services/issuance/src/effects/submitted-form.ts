import type { Documents } from '@ekey/documents';
import { z } from 'zod';

const person = z.object({ name: z.string(), idType: z.string(), idNumber: z.string() });

/** What issuance reads of the form that intake stored; all else in it is none of its business. */
const submittedForm = z.object({
  registeredAddress: z.string().nullish(),
  enterpriseType: z.string().nullish(),
  agent: person,
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
