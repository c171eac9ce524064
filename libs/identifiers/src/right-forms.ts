import { landlineSubject, mobileSubject, postcodeSubject } from './contact';
import { emailSubject } from './email-address';
import { importExportCodeSubject } from './import-export-code';
import { englishSubject, enterpriseSubject, personSubject } from './names';
import { usccSubject } from './unified-social-credit-code';

/** How a value is to be written, in the words of its refusal: what a screen says beside the field before anybody errs. */
export const rightForms = {
  enterpriseName: enterpriseSubject.form,
  englishName: englishSubject.form,
  personName: personSubject.form,
  uscc: usccSubject.form,
  importExportCode: importExportCodeSubject.form,
  mobile: mobileSubject.form,
  landline: landlineSubject.form,
  postcode: postcodeSubject.form,
  emailAddress: emailSubject.form,
} as const;
