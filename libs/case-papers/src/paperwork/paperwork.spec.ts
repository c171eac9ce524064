import { noDocuments } from '../scans/document-file';
import { blankPage } from '../scans/page-rules';
import { removePage, reopenForm, saveDraft, submitForm, uploadPage, type Paperwork } from './paperwork';

const now = '2027-01-20T02:00:00.000Z';
const begun: Paperwork = {
  ...{ formNumber: 'EK20270120-7K2M9QDX4T', draft: { phone: '1' }, draftVersion: 2, formOpen: true },
  ...{ form: null, documents: noDocuments },
};
const submitted: Paperwork = { ...begun, formOpen: false, form: { formVersion: 1, digest: 'a'.repeat(64) } };
const page = { slot: 'business-licence', page: 1, image: blankPage, code: null, now } as const;

describe('the paperwork of a case', () => {
  it('keeps a draft that says something new, as long as the form is open', () => {
    const draft = { phone: '2' };
    expect(saveDraft({ draft, now }, begun)).toEqual([{ type: 'DraftSaved', data: { draft, savedAt: now } }]);
    expect(saveDraft({ draft: { phone: '1' }, now }, begun)).toEqual([]);
    expect(saveDraft({ draft, now }, submitted)).toEqual({ rejected: 'FormSubmitted' });
  });
  it('takes the form that was judged, and no other', () => {
    const form = { draftVersion: 2, formVersion: 1, digest: 'b', now };
    expect(submitForm(form, begun)).toEqual([
      { type: 'FormSubmitted', data: { formVersion: 1, digest: 'b', submittedAt: now } },
    ]);
    expect(submitForm({ ...form, draftVersion: 1 }, begun)).toEqual({ rejected: 'DraftChanged' });
    expect(submitForm({ ...form, formVersion: 2 }, begun)).toEqual({ rejected: 'DraftChanged' });
    expect(submitForm(form, submitted)).toEqual({ rejected: 'FormSubmitted' });
  });
  it('opens a submitted form again, once', () => {
    expect(reopenForm({ now }, submitted)).toMatchObject([{ type: 'FormReopened', data: { reopenedAt: now } }]);
    expect(reopenForm({ now }, begun)).toEqual([]);
  });
  it('takes pages for a submitted form alone, and gives up those that are there', () => {
    expect(uploadPage(page, begun)).toEqual({ rejected: 'FormOpen' });
    expect(removePage(page, begun)).toEqual({ rejected: 'FormOpen' });
    expect(uploadPage(page, submitted)).toMatchObject([
      { type: 'PageUploaded', data: { version: 1, uploadedAt: now } },
    ]);
    expect(removePage(page, submitted)).toEqual([]);
  });
});
