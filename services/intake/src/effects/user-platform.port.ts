/** What 商务部统一用户管理平台 needs to activate the account of an enterprise. */
export interface ActivationOrder {
  /** The same order asked again is answered as the first time. */
  readonly orderId: string;
  readonly uscc: string;
  readonly nameCn: string;
  readonly loginName: string;
  readonly mail: string;
}

export type ActivationResult =
  | { readonly outcome: 'activated' }
  /** The platform has decided against it; asking again would not help before the cause is mended. */
  | { readonly outcome: 'refused'; readonly cause: string };

/** The outside platform on which licences are applied for. Throws where it cannot be reached. */
export interface UserPlatform {
  activate(order: ActivationOrder): Promise<ActivationResult>;
}
