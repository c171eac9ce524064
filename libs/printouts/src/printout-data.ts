/** The four documents that an enterprise downloads, prints, signs and stamps; the words are also the names of their upload slots. */
export const printoutKinds = ['application-form', 'seal-confirmation', 'power-of-attorney', 'user-agreement'] as const;
export type PrintoutKind = (typeof printoutKinds)[number];

/** What the printed title says, without the book-title marks with which running text names a document. */
export const printoutTitles: Readonly<Record<PrintoutKind, string>> = {
  'application-form': '进出口企业电子钥匙与电子认证证书办理申请表',
  'seal-confirmation': '电子签章申请确认函',
  'power-of-attorney': '授权委托书',
  'user-agreement': '用户协议书',
};

/** 业务类型, in the order in which the form shows its boxes. */
export const businessKindLabels = {
  first: '首次',
  additional: '增办',
  replacement: '补办',
  renewal: '更新',
  change: '变更',
  revocation: '注销',
} as const;
export type BusinessKind = keyof typeof businessKindLabels;

/** 许可证种类, in the order in which the form shows its boxes. */
export const licenceTypeLabels = {
  import: '进口',
  export: '出口',
  'automatic-import-machinery': '自动进口-机电',
  'automatic-import-other': '自动进口-非机电',
  'dual-use': '两用物项',
  'agricultural-quota': '农产品配额',
  'fertiliser-quota': '化肥配额',
  'textile-origin': '纺织品产地证',
} as const;
export type LicenceType = keyof typeof licenceTypeLabels;

/** An answer that the form does not ask from everybody; an empty one is printed as a dash, so that nothing can be added by hand. */
type Optional = string | null | undefined;

/** An office as it stands in the public list of authorities. */
export interface PrintedOffice {
  readonly name: string;
  readonly address: string;
}

export interface PrintedPickupPoint extends PrintedOffice {
  readonly phone?: Optional;
  /** Opening hours in words. */
  readonly hours?: Optional;
}

/** `idType` is the document's Chinese name, e.g. 居民身份证. */
export interface PrintedLegalRepresentative {
  readonly name: string;
  readonly idType?: Optional;
  readonly idNumber?: Optional;
}

/** 授权用户. `mobile` is a mobile number, `phone` a fixed line. */
export interface PrintedAgent {
  readonly name: string;
  readonly idType: string;
  readonly idNumber: string;
  readonly department?: Optional;
  readonly position?: Optional;
  readonly mobile: string;
  readonly phone?: Optional;
  readonly email: string;
}

/** `type` and `shape` are Chinese words as printed (公章, 圆形); the measures are millimetres. */
export interface PrintedSeal {
  readonly name: string;
  readonly type: string;
  readonly shape: string;
  readonly widthMm: number;
  readonly heightMm: number;
}

/** 原钥匙: the key that another one is asked for in place of. `ground` is its state in Chinese. */
export interface PrintedOldKey {
  readonly number: string;
  readonly ground: string;
}

/** The answers of the application form in the shape in which they are printed: codes resolved to offices and Chinese names. */
export interface PrintedForm {
  readonly kind: BusinessKind;
  readonly licenceTypes: readonly LicenceType[];
  readonly agency: PrintedOffice;
  readonly pickupPoint: PrintedPickupPoint;
  readonly nameCn: string;
  readonly nameEn?: Optional;
  /** 统一社会信用代码, 18 characters. */
  readonly uscc: string;
  /** The 13-digit code of before 2023; newer enterprises have none. */
  readonly ieCode13?: Optional;
  readonly legalRep: PrintedLegalRepresentative;
  readonly enterpriseType?: Optional;
  readonly registeredAddress: string;
  readonly mailingAddress?: Optional;
  readonly postcode?: Optional;
  readonly phone?: Optional;
  readonly fax?: Optional;
  readonly agent: PrintedAgent;
  readonly loginName?: Optional;
  readonly qty: number;
  readonly held: number;
  readonly reason?: Optional;
  readonly replaces?: PrintedOldKey | undefined;
  readonly seal: PrintedSeal;
}

/** What ties a sheet of paper to one submitted state of one form. */
export interface PrintedIdentity {
  /** Letters, digits and hyphens, at most 40. */
  readonly formNumber: string;
  /** 1 for the first submission of the form, one more for each later one. */
  readonly formVersion: number;
  /** The first characters of the digest of the stored form: hexadecimal, 8 to 16. */
  readonly shortHash: string;
  /** When this version of the form was submitted, ISO 8601 in UTC; the only date a printout knows. */
  readonly submittedAt: string;
}

export interface PrintoutData extends PrintedForm, PrintedIdentity {}

/** What the operator of the installation decides, the same on every printout. */
export interface PrintoutSettings {
  /** 客服电话. */
  readonly hotline: string;
  /** The name of the 电子钥匙服务商. */
  readonly provider: string;
  /** Addresses for the foot of each page, e.g. 在线填报系统 and its URL. */
  readonly addresses: readonly PrintedAddress[];
  /** For how many months a 授权委托书 holds, counted from the day on which the form was submitted. */
  readonly attorneyMonths: number;
}

export interface PrintedAddress {
  readonly label: string;
  readonly value: string;
}
