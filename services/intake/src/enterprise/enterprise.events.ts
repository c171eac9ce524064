import { accountKey, type AsStored, type Fact, type PersonalData } from '@ekey/kernel';

/** Who may act for an enterprise. The stream's id is its 统一社会信用代码. */
export type EnterpriseEvent =
  | Fact<
      'EnterpriseBound',
      {
        readonly uscc: string;
        readonly nameCn: string;
        readonly caseId: string;
        /** The account whose case was approved first; it administers the others. */
        readonly administrator: string;
        /** The revision of the case's fact that approved it. */
        readonly asOf: number;
        readonly boundAt: string;
      }
    >
  /** Approved while another case still bound the enterprise, whose end has not come through here: it binds after that one. */
  | Fact<
      'ApprovalSetAside',
      {
        readonly uscc: string;
        readonly nameCn: string;
        readonly caseId: string;
        readonly accountId: string;
        readonly asOf: number;
        readonly setAsideAt: string;
      }
    >
  /** A case that was set aside ended before its turn came. */
  | Fact<'ApprovalLapsed', { readonly caseId: string; readonly lapsedAt: string }>
  | Fact<'EnterpriseUnbound', { readonly caseId: string; readonly unboundAt: string }>
  /** A renewal of one of its keys was approved. `caseId`: the case that the account was to be activated by. */
  | Fact<'RenewalHeard', { readonly caseId: string; readonly renewalId: string; readonly heardAt: string }>
  | Fact<
      'UserInvited',
      {
        readonly invitationId: string;
        /** Of the user to be; its key seals the address. */
        readonly accountId: string;
        readonly requestId: string;
        readonly uscc: string;
        readonly nameCn: string;
        readonly mailTo: string | null;
        readonly requestedAt: string;
        readonly expiresAt: string;
      }
    >
  | Fact<'InvitationRevoked', { readonly invitationId: string; readonly accountId: string; readonly revokedAt: string }>
  | Fact<'UserJoined', { readonly invitationId: string; readonly accountId: string; readonly joinedAt: string }>
  | Fact<'UserRemoved', { readonly accountId: string; readonly removedAt: string }>;

export const personalData = {
  owner: (event) => accountKey(event.type === 'UserInvited' ? event.data.accountId : 'none'),
  fields: { UserInvited: ['mailTo'] },
} as const satisfies PersonalData<EnterpriseEvent>;

/** A fact of an enterprise as subscriptions deliver it. */
export type StoredEnterpriseFact<Type extends EnterpriseEvent['type'] = EnterpriseEvent['type']> = Extract<
  AsStored<EnterpriseEvent, typeof personalData>,
  { type: Type }
>;
