import { foldDocuments, lackOf, noDocuments, type DocumentFact, type DocumentFile } from './document-file';
import { blankPage } from './page-rules';

const slot = 'application-form';
const uploaded = (scan: string, page = 1, beginsAnew = false): DocumentFact => ({
  type: 'PageUploaded',
  data: { slot, page, version: 1, beginsAnew, image: { ...blankPage, receivedSha256: scan }, qr: 'matched' },
});
const removed = (page: number): DocumentFact => ({ type: 'PageRemoved', data: { slot, page, version: 2 } });
const reopened: DocumentFact = { type: 'FormReopened', data: { stale: [slot] } };
const submitted: DocumentFact = { type: 'FormSubmitted', data: { outdated: [slot] } };
const returned: DocumentFact = { type: 'ReturnedForCorrection', data: { rejected: [slot] } };
const confirmed: DocumentFact = { type: 'SubmissionConfirmed', data: {} };
const after = (...facts: readonly DocumentFact[]): DocumentFile => facts.reduce(foldDocuments, noDocuments);
const lackAfter = (...facts: readonly DocumentFact[]) => lackOf(after(...facts)[slot]);

describe('a document of a case', () => {
  it('lacks nothing once its pages are there, one after another', () => {
    expect(lackAfter()).toBe('missing');
    expect(lackAfter(uploaded('a'), uploaded('b', 2))).toBeNull();
    expect(lackAfter(uploaded('a'), uploaded('b', 3))).toBe('page-missing');
    expect(lackAfter(uploaded('a'), uploaded('b', 2), removed(1))).toBe('page-missing');
  });

  it('has to come anew where the form was opened again, what it shows has changed, or a reviewer refused it', () => {
    expect(lackAfter(uploaded('a'), reopened)).toBe('stale');
    expect(lackAfter(uploaded('a'), submitted)).toBe('stale');
    expect(lackAfter(uploaded('a'), confirmed, returned)).toBe('rejected');
    expect(lackAfter(reopened)).toBe('missing');
  });

  it('is no new one where the same pages come again, until a submission was confirmed', () => {
    const refused = [uploaded('a'), confirmed, returned];
    expect(lackAfter(...refused, uploaded('a', 1, true))).toBe('unchanged');
    expect(lackAfter(...refused, removed(1), uploaded('a', 1, true))).toBe('unchanged');
    expect(lackAfter(...refused, uploaded('b', 1, true))).toBeNull();
    expect(lackAfter(...refused, uploaded('b', 1, true), confirmed, returned, uploaded('a', 1, true))).toBeNull();
  });

  it('keeps each set of pages that had to be replaced once, however often the form is opened and submitted again', () => {
    const often = Array.from({ length: 50 }, () => [reopened, submitted]).flat();
    const file = after(uploaded('a'), ...often, uploaded('b', 1, true), ...often);
    expect(file[slot].replaced).toEqual(['a', 'b']);
    expect(lackOf(file[slot])).toBe('stale');
  });
});
