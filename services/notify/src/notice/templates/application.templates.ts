import { rejectionReason } from '@ekey/contracts';
import { writtenDay } from '@ekey/working-days';
import type { NoticeParameters, Reason } from '../notice.events';
import { compose, type Block, type Imprint, type Mail } from './mail';
import { endingGround, reasonLine, refusalGround, withoutPersonalNumbers } from './words';

export interface ApplicationMail {
  readonly imprint: Imprint;
  /** The number printed on the form. */
  readonly number: string;
  readonly nameCn: string;
}

const about = ({ number, nameCn }: ApplicationMail): Block => ({
  rows: [
    ['申请编号', number],
    ['企业名称', nameCn],
  ],
});

/** 备注 and the coded reasons together: the applicant is told every defect at once. */
export const defects = (reasons: readonly Reason[], remark: string): readonly Block[] => [
  { heading: '原因' },
  { list: reasons.map(reasonLine) },
  { heading: '备注' },
  withoutPersonalNumbers(remark),
];

type ReceiptMail = ApplicationMail & NoticeParameters['submission-received'];

export const submissionReceivedV1 = (mail: ReceiptMail): Mail =>
  compose(`电子钥匙申请已提交，待核验（${mail.number}）`, mail.imprint, [
    received(mail, '申请', '材料', '待核验'),
    about(mail),
    `发证机构预审截止日期：${writtenDay(mail.dueOn)}（2个工作日，提交当日不计）。`,
    ...(mail.provisional
      ? ['该日期涉及国务院办公厅尚未公布放假安排的年度，为暂定日期，以在线填报系统的显示为准。']
      : []),
    '办理进度请登录在线填报系统查询。',
  ]);

/** What was submitted and what it brought anew, how it then stands, and who answers it within how many working days. */
const receipts = {
  'pre-verification': ['申请', '材料', '电子钥匙申请', '待核验', '发证机构预审', 2],
  'renewal-review': ['证书更新申请', '材料', '证书更新申请', '待审核', '电子钥匙服务商审核', 3],
  'contact-review': ['联系信息变更申请', '联系信息', '联系信息变更申请', '待审核', '电子钥匙服务商审核', 1],
} as const;

export function submissionReceivedV2(mail: ReceiptMail): Mail {
  const [called, brought, what, label, review, workingDays] = receipts[mail.stage ?? 'pre-verification'];
  return compose(`${what}已提交，${label}（${mail.number}）`, mail.imprint, [
    received(mail, called, brought, label),
    about(mail),
    `${review}截止日期：${writtenDay(mail.dueOn)}（${workingDays}个工作日，提交当日不计）。`,
    // A year that was loaded since the release is counted moments after this fact.
    ...(mail.provisional ? ['该日期涉及放假安排尚未公布或尚未计入的年度，为暂定日期。'] : []),
    '办理进度请登录在线填报系统查询；截止日期如有调整，以在线填报系统的显示为准。',
  ]);
}

const received = ({ round }: ReceiptMail, called: string, brought: string, label: string): string =>
  round === 1
    ? `您的${called}已确认提交，当前状态：${label}。`
    : `您第${round}次提交的${brought}已收到，当前状态：${label}。`;

/** The labels that the procedure prescribes. */
const rejectionLabels: Record<NoticeParameters['application-rejected']['stage'], string> = {
  'pre-verification': '核验未通过',
  're-verification': '复核未通过',
  renewal: '审核未通过',
  contact: '审核未通过',
};

export interface RejectionMail extends ApplicationMail {
  readonly stage: NoticeParameters['application-rejected']['stage'];
  readonly reasons: readonly Reason[];
  readonly remark: string;
}

export function applicationRejectedV1(mail: RejectionMail): Mail {
  const label = rejectionLabels[mail.stage];
  return compose(`${label}：请修改后重新提交（${mail.number}）`, mail.imprint, [
    `您的申请${label}。`,
    about(mail),
    ...defects(mail.reasons, mail.remark),
    '请登录在线填报系统，按照以上原因和备注改正后，在同一申请中重新提交所有符合要求的资料并确认提交。',
  ]);
}

/** What was sent back, and how the applicant goes on with it. */
const corrections: Record<RejectionMail['stage'], readonly [what: string, how: string]> = {
  'pre-verification': ['申请', resubmission('登录在线填报系统')],
  're-verification': ['申请', resubmission('登录在线填报系统')],
  renewal: ['证书更新申请', resubmission('使用需要更新的电子钥匙登录在线填报系统')],
  contact: ['联系信息变更申请', '请登录在线填报系统，按照以上原因和备注改正联系信息，在同一申请中重新提交。'],
};

function resubmission(logIn: string): string {
  return `请${logIn}，按照以上原因和备注改正后，在同一申请中重新提交所有符合要求的资料并确认提交。`;
}

export function applicationRejectedV2(mail: RejectionMail): Mail {
  const label = rejectionLabels[mail.stage];
  const [what, how] = corrections[mail.stage];
  const final = mail.reasons.map(({ code }) => code).filter((code) => rejectionReason(code)?.correctable === false);
  const codes = [...new Set(final)].join('、');
  return compose(
    final.length === 0 ? `${label}：请修改后重新提交（${mail.number}）` : `${label}（${mail.number}）`,
    mail.imprint,
    [
      `您的${what}${label}。`,
      about(mail),
      ...defects(mail.reasons, mail.remark),
      final.length === 0 ? how : `以上原因中的${codes}无法在本次申请中改正，请撤回本次申请，按照原因和备注另行办理。`,
    ],
  );
}

export interface RefusalMail extends ApplicationMail {
  readonly ground: string;
  readonly remark: string;
}

export const applicationRefused = (mail: RefusalMail): Mail =>
  compose(`不予办理（${mail.number}）`, mail.imprint, [
    '发证机构决定对您的申请不予办理，本次申请就此结束。',
    about(mail),
    { heading: '理由' },
    refusalGround(mail.ground),
    { heading: '备注' },
    withoutPersonalNumbers(mail.remark),
    '如有疑问，请与发证机构联系或拨打客服电话。',
  ]);

export const caseEnded = (mail: ApplicationMail & NoticeParameters['case-ended']): Mail =>
  compose(`申请已终止（${mail.number}）`, mail.imprint, [
    '您的申请已终止，电子钥匙不再发放；已制作的证书将被注销。',
    about(mail),
    { rows: [['原因', endingGround(mail.ground)]] },
    '终止后，贵企业可以重新申请。如有疑问，请与发证机构联系。',
  ]);

export interface ExpiryMail {
  readonly imprint: Imprint;
  readonly number: string | null;
  readonly idleDays: number;
  readonly expiresOn: string;
  readonly kind?: string;
}

export const expiryNearV1 = (mail: ExpiryMail): Mail =>
  compose(`您的电子钥匙申请将于${writtenDay(mail.expiresOn)}失效`, mail.imprint, [
    `您的申请已有${mail.idleDays}天没有操作。连续30天没有操作的申请自动失效，需要重新填写。`,
    ending(mail),
    '如需继续办理，请在此日期之前登录在线填报系统保存或提交。',
  ]);

/** After how many days it ends is configured; the day itself is told. */
export function expiryNearV2(mail: ExpiryMail): Mail {
  const isContact = mail.kind === 'contact';
  const what = isContact ? '联系信息变更申请' : '电子钥匙申请';
  return compose(`您的${what}将于${writtenDay(mail.expiresOn)}失效`, mail.imprint, [
    `您的${what}已有${mail.idleDays}天没有操作。长时间没有操作的申请自动失效，需要重新填写。`,
    ending(mail),
    isContact
      ? '如需继续办理，请在此日期之前登录在线填报系统，改正后重新提交。'
      : '如需继续办理，请在此日期之前登录在线填报系统保存或提交。',
  ]);
}

const ending = ({ number, expiresOn }: ExpiryMail): Block => ({
  rows: [...(number === null ? [] : ([['申请编号', number]] as const)), ['失效日期', writtenDay(expiresOn)] as const],
});
