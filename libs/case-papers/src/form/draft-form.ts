/** A person by the particulars of an identity document. */
interface DraftPerson {
  readonly name?: string | undefined;
  readonly idType?: string | undefined;
  readonly idNumber?: string | undefined;
}

/** The form while it is being filled in: whatever was typed so far, unchecked. The keys are those of the submitted form. */
export interface DraftForm {
  readonly licenceTypes?: readonly string[] | undefined;
  readonly agencyId?: string | undefined;
  readonly pickupPointId?: string | undefined;
  readonly nameCn?: string | undefined;
  readonly nameEn?: string | undefined;
  readonly uscc?: string | undefined;
  readonly usccAsPrinted?: boolean | undefined;
  readonly ieCode13?: string | undefined;
  readonly legalRep?: DraftPerson | undefined;
  readonly enterpriseType?: string | undefined;
  readonly registeredAddress?: string | undefined;
  readonly mailingAddress?: string | undefined;
  readonly postcode?: string | undefined;
  readonly phone?: string | undefined;
  readonly fax?: string | undefined;
  readonly agent?:
    | (DraftPerson & {
        readonly department?: string | undefined;
        readonly position?: string | undefined;
        readonly mobile?: string | undefined;
        readonly phone?: string | undefined;
        readonly email?: string | undefined;
      })
    | undefined;
  readonly loginName?: string | undefined;
  readonly qty?: number | undefined;
  readonly held?: number | undefined;
  readonly reason?: string | undefined;
  readonly seal?:
    | {
        readonly name?: string | undefined;
        readonly type?: string | undefined;
        readonly shape?: string | undefined;
        readonly widthMm?: number | undefined;
        readonly heightMm?: number | undefined;
      }
    | undefined;
}
