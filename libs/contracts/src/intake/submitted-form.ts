import { z } from 'zod';
import { instant, kind, replacementGround, uscc } from '../vocabulary';

/** 许可证种类. */
export const licenceType = z.enum([
  'import',
  'export',
  'automatic-import-machinery',
  'automatic-import-other',
  'dual-use',
  'agricultural-quota',
  'fertiliser-quota',
  'textile-origin',
]);

/** The kinds of identity document, as `@ekey/identifiers` checks them. */
export const identityDocument = z.enum([
  'residentIdentityCard',
  'hongKongMacaoTaiwanResidencePermit',
  'foreignPermanentResidentCard',
  'formerForeignPermanentResidentCard',
  'hongKongMacaoTravelPermit',
  'taiwanTravelPermit',
  'passport',
]);

/** 公章, round (a company's) or oval (by custom that of a foreign-invested enterprise); measures in millimetres. */
export const sealRequest = z.object({
  name: z.string(),
  type: z.enum(['official']),
  shape: z.enum(['round', 'oval']),
  widthMm: z.int(),
  heightMm: z.int(),
});

const office = { id: z.string(), name: z.string(), address: z.string() };

/**
 * The form as submitted: what the sealed document that `form` refers to holds, as canonical JSON. Every value has passed
 * its check and stands in its normal form; what was not answered is absent. Offices are as they were on that day.
 */
export const submittedForm = z.object({
  formNumber: z.string(),
  formVersion: z.int().min(1),
  submittedAt: instant,
  kind,
  licenceTypes: z.array(licenceType).min(1),
  agency: z.object(office),
  pickupPoint: z.object({ ...office, hours: z.string(), phone: z.string() }),
  nameCn: z.string(),
  nameEn: z.string().optional(),
  uscc,
  usccAsPrinted: z
    .boolean()
    .describe(
      'The applicant states that the code stands so on the licence although its check character does not match.',
    ),
  ieCode13: z.string().optional(),
  legalRep: z.object({ name: z.string(), idType: identityDocument.optional(), idNumber: z.string().optional() }),
  enterpriseType: z.string().optional(),
  registeredAddress: z.string(),
  mailingAddress: z.string().optional(),
  postcode: z.string().optional(),
  phone: z.string().optional(),
  fax: z.string().optional(),
  agent: z.object({
    name: z.string(),
    idType: identityDocument,
    idNumber: z.string(),
    department: z.string().optional(),
    position: z.string().optional(),
    mobile: z.string(),
    phone: z.string().optional(),
    email: z.string(),
  }),
  loginName: z.string(),
  qty: z.literal(1),
  held: z.int().min(0),
  reason: z.string().optional(),
  replaces: z
    .object({
      number: z.string().describe('原钥匙编号.'),
      ground: replacementGround.describe('原钥匙状态.'),
      surplus: z.array(z.string()).optional().describe('Further keys that are given up: 一并注销.'),
    })
    .optional()
    .describe('Of a 补办 or 变更: the key whose place the new one takes.'),
  seal: sealRequest,
});

export type SubmittedForm = z.infer<typeof submittedForm>;
export type LicenceType = z.infer<typeof licenceType>;
