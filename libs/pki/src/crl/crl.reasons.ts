/** CRLReason (RFC 5280 §5.3.1). `removeFromCRL` belongs to delta lists, which are not made here. */
export const REVOCATION_REASONS = {
  unspecified: 0,
  keyCompromise: 1,
  cACompromise: 2,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  certificateHold: 6,
  privilegeWithdrawn: 9,
  aACompromise: 10,
} as const;

export type RevocationReason = keyof typeof REVOCATION_REASONS;

export const reasonOf = (code: number): RevocationReason | undefined =>
  (Object.keys(REVOCATION_REASONS) as RevocationReason[]).find((reason) => REVOCATION_REASONS[reason] === code);
