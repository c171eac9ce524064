import { identityDocumentKinds, identityDocumentName } from '@ekey/identifiers';
import { licenceTypeLabels, type LicenceType } from '@ekey/printouts';
import type { Choice } from './form-field';

const licenceTypeEnglish: Readonly<Record<LicenceType, string>> = {
  import: 'Import licence',
  export: 'Export licence',
  'automatic-import-machinery': 'Automatic import licence, machinery and electronics',
  'automatic-import-other': 'Automatic import licence, other goods',
  'dual-use': 'Dual-use items',
  'agricultural-quota': 'Tariff quota, agricultural products',
  'fertiliser-quota': 'Tariff quota, fertilisers',
  'textile-origin': 'Certificate of origin, textiles',
};

/** 许可证种类, in the order of the form. */
export const licenceTypes: readonly Choice[] = (Object.keys(licenceTypeLabels) as LicenceType[]).map((code) => ({
  code,
  zh: licenceTypeLabels[code],
  en: licenceTypeEnglish[code],
}));

/** 原钥匙状态. */
export const replacementGrounds: readonly Choice[] = [
  { code: 'lost', zh: '遗失', en: 'Lost' },
  { code: 'damaged', zh: '损坏', en: 'Damaged' },
  { code: 'locked', zh: '锁死', en: 'Locked' },
  { code: 'renewal-died', zh: '更新失败', en: 'Renewal failed' },
  { code: 'information-changed', zh: '随表交回', en: 'Handed in with the form' },
];

/** 证件类型. */
export const identityDocuments: readonly Choice[] = identityDocumentKinds.map((code) => ({
  code,
  ...identityDocumentName(code),
}));

export const sealTypes: readonly Choice[] = [{ code: 'official', zh: '公章', en: 'Official seal' }];

export const sealShapes: readonly Choice[] = [
  { code: 'round', zh: '圆形', en: 'Round' },
  { code: 'oval', zh: '椭圆形', en: 'Oval' },
];

/** In the words of the refusal of others. */
export const sealMeasures = {
  zh: '圆形印章宽高须相等（38至45毫米）；椭圆形印章为45毫米×30毫米',
  en: 'A round seal is as high as it is wide (38 to 45 mm); an oval one has 45 mm × 30 mm',
} as const;
