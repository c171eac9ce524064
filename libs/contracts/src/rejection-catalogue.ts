import { z } from 'zod';
import { slot, ALL_SLOTS, type Slot } from './vocabulary';

/** What a reason may be given for: a document, the form as it was filled in, or what is seen at the counter. */
export type ReasonTarget = Slot | 'form' | 'counter';

/** Where a reason is given: by the machine at upload, in the reviews, in the review of a renewal, at the counter. */
export type ReasonStage = 'upload' | 'review' | 'renewal' | 'final-review';

/** What follows where the applicant cannot simply correct the defect in the same case. */
export type Remedy = 'new-application' | 'refusal' | 'managers-decision' | 'later-visit' | 'remake';

export interface RejectionReason {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly targets: readonly ReasonTarget[];
  readonly stages: readonly ReasonStage[];
  /** Whether the applicant can put it right and resubmit (or come again) in the same case. */
  readonly correctable: boolean;
  readonly remedy?: Remedy;
}

const FORM = ['application-form', 'form'] as const;

interface Traits {
  readonly stages?: readonly ReasonStage[];
  readonly correctable?: boolean;
  readonly remedy?: Remedy;
}

const reason = (
  code: string,
  targets: readonly ReasonTarget[],
  zh: string,
  en: string,
  { stages = ['review', 'renewal'], correctable = true, remedy }: Traits = {},
): RejectionReason => ({ code, zh, en, targets, stages, correctable, ...(remedy && { remedy }) });

const final: Traits = { correctable: false };
const counter: Traits = { stages: ['final-review'] };

/** The coded reasons of 核验未通过, 复核未通过 and 现场终审未通过, each with the wording that the applicant reads. */
export const rejectionCatalogue: readonly RejectionReason[] = [
  reason(
    'G01',
    ALL_SLOTS,
    '图片模糊、反光、缺角或不完整，请重新扫描（建议300dpi）',
    'The image is blurred, glaring, cropped or incomplete; scan it again (300 dpi advised).',
  ),
  reason('G02', ALL_SLOTS, '图片方向错误/多页未传全', 'The image is turned the wrong way, or pages are missing.'),
  reason('G03', ALL_SLOTS, '未加盖企业公章', 'The official seal of the enterprise is missing.'),
  reason(
    'G04',
    ALL_SLOTS,
    '公章不清晰、不完整或与企业名称不一致（误盖合同章、财务章）',
    'The seal is unclear, incomplete or of another name (a contract or finance seal was used).',
  ),
  reason(
    'G05',
    ALL_SLOTS,
    '材料放错位置/非本系统模板/版本与当前申请表不一致',
    'The document is in the wrong place, not on our template, or of another version than the present form.',
  ),
  reason(
    'G06',
    ALL_SLOTS,
    '有涂改、PS痕迹或无关水印',
    'There are alterations, traces of editing or foreign watermarks.',
    {
      remedy: 'managers-decision',
    },
  ),
  reason('G07', ALL_SLOTS, '单张超过1MB或格式不支持', 'An image is over 1 MB or of an unsupported format.', {
    stages: ['upload'],
  }),
  reason(
    'A01',
    ['application-form'],
    '缺法定代表人签字（或签章）',
    'The signature (or personal seal) of the legal representative is missing.',
  ),
  reason(
    'A02',
    FORM,
    '签字人与营业执照法定代表人不一致',
    'Who signed is not the legal representative on the business licence.',
  ),
  reason(
    'A03',
    FORM,
    '企业名称/统一社会信用代码与营业执照不一致',
    'The name or unified social credit code differs from the business licence.',
  ),
  reason(
    'A04',
    FORM,
    '业务类型选择错误（已申领过的企业应选补办/增办）',
    'The wrong kind of application (an enterprise that has had a key chooses replacement or additional).',
    { ...final, remedy: 'new-application' },
  ),
  reason(
    'A05',
    FORM,
    '发证机构选择错误（非注册地主管机构）',
    'The wrong issuing authority (not that of the place of registration).',
  ),
  reason('A06', FORM, '许可证种类未勾选或与经营不符', 'No licence type is ticked, or it does not fit the business.'),
  reason(
    'A07',
    FORM,
    '增办/补办原因未填写或理由不充分',
    'The reason for an additional or replacement key is missing or insufficient.',
    { remedy: 'refusal' },
  ),
  reason('A08', FORM, '邮箱/手机无法联系', 'The mail address or mobile number cannot be reached.'),
  reason(
    'A09',
    FORM,
    '打印件条码/编号与系统申请不符',
    'The bar code or number of the printout is not that of this application.',
  ),
  reason('B01', ['seal-confirmation'], '缺授权用户签字', 'The signature of the authorised user is missing.'),
  reason(
    'B02',
    ['seal-confirmation'],
    '签字人或信息与申请表授权用户不一致',
    'Signatory or particulars differ from the authorised user on the application form.',
  ),
  reason(
    'B03',
    ['seal-confirmation'],
    '印模不清晰、压字、缺边，无法制作电子签章',
    'The impression is unclear, overprinted or cut off; no electronic seal can be made of it.',
  ),
  reason('B04', ['seal-confirmation'], '非图片格式', 'It is not an image.'),
  reason(
    'B05',
    ['seal-confirmation'],
    '印模名称与企业名称不一致/印章形状不符合规定',
    'The name in the impression is not that of the enterprise, or the shape is not the prescribed one.',
  ),
  reason(
    'C01',
    ['business-licence'],
    '非最新版本（无统一社会信用代码）',
    'It is not the newest version (no unified social credit code).',
  ),
  reason(
    'C02',
    ['business-licence'],
    '已过期，或状态为注销、吊销',
    'The licence has expired, or was cancelled or revoked.',
    { ...final, remedy: 'refusal' },
  ),
  reason(
    'C03',
    ['business-licence'],
    '未提供副本 / 国徽、二维码被遮挡',
    'It is not the duplicate copy, or the emblem or QR code is covered.',
  ),
  reason(
    'D01',
    ['authorised-user-id'],
    '缺人像面或国徽面',
    'The side with the portrait or with the emblem is missing.',
  ),
  reason('D02', ['authorised-user-id'], '已过有效期', 'It has expired.'),
  reason(
    'D03',
    ['authorised-user-id'],
    '与授权用户姓名/号码不一致',
    'Name or number differ from those of the authorised user.',
  ),
  reason(
    'E01',
    ['power-of-attorney'],
    '未填写委托事项/期限，或期限已过',
    'Matter or period are not filled in, or the period is over.',
  ),
  reason('E02', ['power-of-attorney'], '发证机构填写错误', 'The issuing authority is wrong.'),
  reason('E03', ['power-of-attorney'], '被委托人与授权用户不一致', 'The person empowered is not the authorised user.'),
  reason(
    'F01',
    ['user-agreement'],
    '未盖章/未签字/缺页/旧版',
    'It is not stamped, not signed, lacks a page or is of an old version.',
  ),
  reason(
    'R01',
    ['form'],
    '证书信息已变更，请办理重新申领',
    'What the certificate says has changed; apply for a new key.',
    { ...final, stages: ['renewal'], remedy: 'new-application' },
  ),
  reason('R02', ['form'], '证书已过期/已注销/已挂失', 'The certificate has expired, is revoked or is suspended.', {
    ...final,
    stages: ['renewal'],
    remedy: 'new-application',
  }),
  reason(
    'Q01',
    ['form'],
    '持有证书已达3张，不可增办',
    'The enterprise holds three certificates already; none can be added.',
    { ...final, stages: ['review'], remedy: 'refusal' },
  ),
  reason(
    'Q02',
    ['form'],
    '原钥匙未注销/原钥匙信息有误',
    'The former key is not revoked, or its particulars are wrong.',
    { stages: ['review'] },
  ),
  reason('T01', ALL_SLOTS, '纸质材料缺失', 'A paper original is missing.', { ...counter, remedy: 'later-visit' }),
  reason('T02', ALL_SLOTS, '纸质材料与上传件不一致', 'A paper original differs from what was uploaded.', {
    ...counter,
    remedy: 'managers-decision',
  }),
  reason(
    'T03',
    ['counter'],
    '领取人身份不符、无委托书/介绍信',
    'The collector is another person, or has no power of attorney or letter of introduction.',
    counter,
  ),
  reason(
    'T04',
    ['counter'],
    '钥匙外观损坏/无法识别/编号不符',
    'The key is damaged, is not recognised or has another number.',
    { ...counter, ...final, remedy: 'remake' },
  ),
  reason(
    'X01',
    [...ALL_SLOTS, 'form', 'counter'],
    '经核查提供虚假材料',
    'Examination has shown that false documents were provided.',
    { ...final, stages: ['review', 'renewal', 'final-review'], remedy: 'refusal' },
  ),
];

const byCode = new Map(rejectionCatalogue.map((entry) => [entry.code, entry]));

/** @returns the reason of this code, or `undefined` where the catalogue has none. */
export const rejectionReason = (code: string): RejectionReason | undefined => byCode.get(code);

/** An entry of the catalogue as the services list it. */
export const listedReason = z
  .object({
    code: z.string(),
    zh: z.string(),
    en: z.string(),
    targets: z.array(z.union([slot, z.enum(['form', 'counter'])])).describe('What it may be given for.'),
    stages: z.array(z.enum(['upload', 'review', 'renewal', 'final-review'])).describe('Where it may be given.'),
    correctable: z.boolean().describe('The applicant can put it right in the same case.'),
    remedy: z
      .enum(['new-application', 'refusal', 'managers-decision', 'later-visit', 'remake'])
      .optional()
      .describe('What follows where it cannot simply be put right.'),
  })
  .meta({ id: 'RejectionReason' });
