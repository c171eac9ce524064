import { z } from 'zod';
import { containsUnsafeCharacter } from '@ekey/identifiers';
import { bilingual, inDigits } from '@ekey/platform';
import { paperProblems } from './paper.problems';
import { ALL_SLOTS, MOST_PAGES } from './scans/documents';

const MOST_TEXT = 1_000;

/** What is typed into a draft: anything that can be seen. */
const typed = z
  .string()
  .max(MOST_TEXT)
  .refine((text) => !containsUnsafeCharacter(text), {
    error: bilingual(
      '含有不可见、控制或无法识别的字符，请删除后手工重新输入。',
      'There is an invisible, control or unreadable character in it; delete it and type the value by hand.',
    ),
  })
  .optional();
const number = z.number().min(-1_000_000).max(1_000_000).optional();
const person = { name: typed, idType: typed, idNumber: typed };

/** Nobody has these codes and numbers. */
const example = {
  ...{ licenceTypes: ['import', 'automatic-import-machinery'], agencyId: 'shanghai', pickupPointId: 'shanghai-hall' },
  ...{ nameCn: '上海示例进出口贸易有限公司', uscc: '91310115MA1K00007Q', enterpriseType: '有限责任公司' },
  legalRep: { name: '欧阳示例' },
  registeredAddress: '中国（上海）自由贸易试验区示例路88号3幢501室',
  agent: {
    ...{ name: '陈示范', idType: 'residentIdentityCard', idNumber: '310115190001010028' },
    ...{ mobile: '13800000000', email: 'danzheng@example.cn' },
  },
  seal: { name: '上海示例进出口贸易有限公司', type: 'official', shape: 'round', widthMm: 40, heightMm: 40 },
};

/** Every field and its rule is told by `GET /form-schema`. */
export const draftForm = z
  .strictObject({
    licenceTypes: z.array(z.string().max(50)).max(20).optional(),
    agencyId: typed,
    pickupPointId: typed,
    nameCn: typed,
    nameEn: typed,
    uscc: typed,
    usccAsPrinted: z.boolean().optional(),
    ieCode13: typed,
    legalRep: z.strictObject(person).optional(),
    enterpriseType: typed,
    registeredAddress: typed,
    mailingAddress: typed,
    postcode: typed,
    phone: typed,
    fax: typed,
    agent: z
      .strictObject({ ...person, department: typed, position: typed, mobile: typed, phone: typed, email: typed })
      .optional(),
    loginName: typed,
    qty: number,
    held: number,
    reason: typed,
    seal: z.strictObject({ name: typed, type: typed, shape: typed, widthMm: number, heightMm: number }).optional(),
  })
  .meta({ example });
export type DraftFormRequest = z.infer<typeof draftForm>;

export const submissionRequest = z
  .strictObject({
    round: z.int().min(1).max(10_000).describe('The round that this submission begins: `nextRound` of the case.'),
    consents: z
      .array(z.strictObject({ code: z.string().max(100), version: z.int().min(0).max(10_000) }))
      .max(20)
      .describe('Each of `GET /guidance` of intake, in its present version.'),
  })
  .meta({ example: { round: 1, consents: [{ code: 'truthfulness', version: 1 }] } });
export type SubmissionRequest = z.infer<typeof submissionRequest>;

const { zh, en } = paperProblems.PageNumberUnknown;
const noSuchPage = { error: bilingual(zh, en) };
export const pageNumber = inDigits(z.int().min(1, noSuchPage).max(MOST_PAGES, noSuchPage));

export const pageParameters = z.object({ id: z.string(), slot: z.enum(ALL_SLOTS), n: pageNumber });
export type PageParameters = z.infer<typeof pageParameters>;
/** `?preview`, with nothing behind it or `true`: who writes `false` does not want it. */
export const pageOptions = z.strictObject({ preview: z.enum(['', 'true']).optional() });
export type PageOptions = z.infer<typeof pageOptions>;
