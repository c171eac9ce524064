import type { Slot } from '@ekey/contracts';
import type { Submission } from './review.events';

/** What a slot holds, as text to compare: the same in two rounds exactly where nobody has touched it in between. */
export function contentOf({ documents }: Submission, slot: Slot): string {
  const document = documents.find((each) => each.slot === slot);
  return [document?.version, ...(document?.pages ?? []).map(({ image }) => image.documentId)].join(' ');
}
