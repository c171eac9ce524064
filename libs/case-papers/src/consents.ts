/** What an applicant agrees to before the case goes to review; a new wording is a new version. */
export interface Consent {
  readonly code: string;
  readonly version: number;
  readonly zh: string;
  readonly en: string;
}

export interface AcceptedConsent {
  readonly code: string;
  readonly version: number;
}

/**
 * 须知 of the procedure, and the consents of the Personal Information Protection Law: art. 13 asks for consent, art. 29
 * for a separate one to the handling of sensitive information, which identity documents are.
 */
export const REQUIRED_CONSENTS: readonly Consent[] = [
  {
    code: 'notice-to-applicants',
    version: 1,
    zh: '我已阅读并知悉办理时间及须知。',
    en: 'I have read the times and notes of the procedure.',
  },
  {
    code: 'truthfulness',
    version: 1,
    zh: '我保证所填写和上传的信息真实、准确、完整。',
    en: 'What I have filled in and uploaded is true, correct and complete.',
  },
  {
    code: 'personal-information',
    version: 1,
    zh: '我同意为办理电子钥匙处理本次申请中的个人信息，并已取得相关人员的同意。',
    en: 'I agree to the handling of the personal information in this application for the electronic key, and those concerned have agreed.',
  },
  {
    code: 'sensitive-personal-information',
    version: 1,
    zh: '我单独同意为核验身份处理身份证件号码及其影像等敏感个人信息，并已取得相关人员的单独同意。',
    en: 'I separately agree to the handling of identity numbers and images of identity documents to verify identity, and those concerned have separately agreed.',
  },
];

/** The required consents that are not among the accepted ones in their present version. */
export const missingConsents = (accepted: readonly AcceptedConsent[]): readonly string[] =>
  REQUIRED_CONSENTS.filter(
    (required) => !accepted.some((given) => given.code === required.code && given.version === required.version),
  ).map((required) => required.code);
