export * from './consents';
export { checkForm, type CheckedForm, type FormVerdict } from './form/check-form';
export { licenceTypes } from './form/choices';
export { changedFields, outdatedPrintouts } from './form/compare-forms';
export {
  changesContactAlone,
  contactChanged,
  contactFields,
  isContact,
  withContact,
  withContactOf,
  withContactSince,
} from './form/contact-data';
export type { DraftForm } from './form/draft-form';
export { answersOf, draftOf, fixedOf } from './form/draft-of';
export type { Choice, FormContext, FormError, FormField, IssuingAuthority } from './form/form-field';
export { formFields } from './form/form-fields';
export { assignedLoginName, formNumberOf } from './form/form-number';
export { printedForm } from './form/printed-form';
export * from './scans/document-file';
export * from './scans/documents';
export * from './scans/page-rules';
export * as paperwork from './paperwork/paperwork';
export * from './paperwork/paper-specimens';
export type { Paperwork, PaperworkRejection } from './paperwork/paperwork';
export * from './possible-commands';
export * from './timeline/timeline-sources';
export * from './timeline/told-by-review';
