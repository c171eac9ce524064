/** What kind of enterprise a seal is for: it decides form and size. */
export type SealShape = 'limited-company' | 'joint-stock-company' | 'foreign-invested' | 'sole-trader-or-branch';

export interface SealForm {
  readonly widthMm: number;
  readonly heightMm: number;
  readonly borderMm: number;
  /** Across, from tip to tip; `null` where the form has no star. */
  readonly starMm: number | null;
}

/** 国发〔1999〕25号 (round, ≤ 45 mm, star, name left to right around) with the sizes that the making of seals goes by. */
export const SEAL_FORMS: Record<SealShape, SealForm> = {
  'limited-company': { widthMm: 40, heightMm: 40, borderMm: 1, starMm: 13 },
  'joint-stock-company': { widthMm: 42, heightMm: 42, borderMm: 1.2, starMm: 14 },
  'foreign-invested': { widthMm: 45, heightMm: 30, borderMm: 1, starMm: null },
  'sole-trader-or-branch': { widthMm: 38, heightMm: 38, borderMm: 1, starMm: 12 },
};

const SIGNS: readonly [RegExp, SealShape][] = [
  [/外商|外资|中外合资|中外合作|台港澳|港澳台/, 'foreign-invested'],
  [/分公司|分支机构|部门|个体工商户|个人独资/, 'sole-trader-or-branch'],
  [/股份|国有|全民所有/, 'joint-stock-company'],
];

/** The form for a 企业类型 as the business licence words it, e.g. `有限责任公司(自然人投资或控股)`; what is not recognised is a limited company. */
export function sealShapeOf(enterpriseType: string): SealShape {
  return SIGNS.find(([sign]) => sign.test(enterpriseType))?.[1] ?? 'limited-company';
}
