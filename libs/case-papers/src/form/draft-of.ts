import type { SubmittedForm } from '@ekey/contracts';
import type { DraftForm } from './draft-form';

/** What stands in the certificate or follows from it, and the offices: a renewal changes none of it. */
export const fixedOf = (former: SubmittedForm): DraftForm => ({
  agencyId: former.agency.id,
  pickupPointId: former.pickupPoint.id,
  nameCn: former.nameCn,
  uscc: former.uscc,
  usccAsPrinted: former.usccAsPrinted,
  registeredAddress: former.registeredAddress,
  loginName: former.loginName,
  seal: former.seal,
});

/** What may be answered anew at any time, as it was answered last. */
export const answersOf = (former: SubmittedForm): DraftForm => {
  const { licenceTypes, nameEn, ieCode13, legalRep, enterpriseType, mailingAddress, postcode, phone, fax, agent } =
    former;
  return { licenceTypes, nameEn, ieCode13, legalRep, enterpriseType, mailingAddress, postcode, phone, fax, agent };
};

/** A draft that says what this form says; what is asked anew in each case is left out. */
export const draftOf = (former: SubmittedForm): DraftForm => ({ ...answersOf(former), ...fixedOf(former) });
