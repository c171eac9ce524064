export { identifierProblems, type Bilingual, type Checked, type IdentifierProblem, type Refused } from './checked';
export { citizenNumberCheckCharacter, citizenNumberParts, type CitizenNumberParts } from './citizen-number';
export { checkLandline, checkMobile, checkPostcode } from './contact';
export { checkEmailAddress } from './email-address';
export {
  checkIdentityDocument,
  identityDocumentKinds,
  identityDocumentName,
  type IdentityDocumentKind,
} from './identity-document';
export { checkImportExportCode, importExportCodeBelongsToUscc } from './import-export-code';
export { maskEmail, maskIdNumber, maskMobile, maskName } from './mask';
export { checkEnglishName, checkEnterpriseName, checkPersonName, sameEnterpriseName } from './names';
export { normaliseText, type TextForm } from './normalise-text';
export { checkOrganisationCode, organisationCodeCheckCharacter } from './organisation-code';
export { rightForms } from './right-forms';
export { checkUscc, checkUsccShape, usccCheckCharacter, usccParts, type UsccParts } from './unified-social-credit-code';
export {
  containsUnsafeCharacter,
  linesContainUnsafeCharacter,
  unsafeKindOf,
  unsafeRanges,
  withLineFeeds,
  type UnsafeKind,
} from './unsafe-characters';
