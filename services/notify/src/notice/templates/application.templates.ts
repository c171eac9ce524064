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

export const submissionReceived = (mail: ApplicationMail & NoticeParameters['submission-received']): Mail =>
  compose(`电子钥匙申请已提交，待核验（${mail.number}）`, mail.imprint, [
    mail.round === 1
      ? '您的申请已确认提交，当前状态：待核验。'
      : `您第${mail.round}次提交的材料已收到，当前状态：待核验。`,
    about(mail),
    `发证机构预审截止日期：${writtenDay(mail.dueOn)}（2个工作日，提交当日不计）。`,
    // A year that was loaded since the release is counted moments after this fact.
    ...(mail.provisional ? ['该日期涉及放假安排尚未公布或尚未计入的年度，为暂定日期。'] : []),
    '办理进度请登录在线填报系统查询；截止日期如有调整，以在线填报系统的显示为准。',
  ]);

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

export function applicationRejected(mail: RejectionMail): Mail {
  const label = rejectionLabels[mail.stage];
  return compose(`${label}：请修改后重新提交（${mail.number}）`, mail.imprint, [
    `您的申请${label}。`,
    about(mail),
    ...defects(mail.reasons, mail.remark),
    '请登录在线填报系统，按照以上原因和备注改正后，在同一申请中重新提交所有符合要求的资料并确认提交。',
  ]);
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
}

export const expiryNear = ({ imprint, number, idleDays, expiresOn }: ExpiryMail): Mail =>
  compose(`您的电子钥匙申请将于${writtenDay(expiresOn)}失效`, imprint, [
    `您的申请已有${idleDays}天没有操作。连续30天没有操作的申请自动失效，需要重新填写。`,
    {
      rows: [
        ...(number === null ? [] : ([['申请编号', number]] as const)),
        ['失效日期', writtenDay(expiresOn)] as const,
      ],
    },
    '如需继续办理，请在此日期之前登录在线填报系统保存或提交。',
  ]);
