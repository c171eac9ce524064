/** A ground on which an application is refused for good (不予办理). */
export interface RefusalGround {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

/** Decided by a manager of the issuing authority alone; the last one is for additional keys, which are at its discretion. */
export const refusalGrounds = [
  { code: 'not-eligible', zh: '不符合办理条件', en: 'The enterprise is not eligible.' },
  {
    code: 'false-documents',
    zh: '经核查提供虚假材料',
    en: 'Examination has shown that false documents were provided.',
  },
  {
    code: 'enterprise-ended',
    zh: '企业已注销或被吊销营业执照',
    en: 'The enterprise is deregistered or its licence revoked.',
  },
  { code: 'discretion', zh: '增办理由不充分', en: 'The reason given for an additional key is insufficient.' },
] as const satisfies readonly RefusalGround[];

export type RefusalGroundCode = (typeof refusalGrounds)[number]['code'];
