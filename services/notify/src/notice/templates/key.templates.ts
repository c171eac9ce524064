import type { NoticeParameters, Reason } from '../notice.events';
import { defects, type ApplicationMail } from './application.templates';
import { compose, type Block, type Mail } from './mail';
import { beijingTime, paper } from './words';

/** Where the key waits. The pick-up point may be another office than the authority's own. */
export interface Place {
  readonly authority: string;
  readonly name: string;
  readonly address: string;
  readonly hours: string;
  readonly phone: string;
}

/** What every mail of a case opens with. */
export const about = ({ number, nameCn }: ApplicationMail): readonly (readonly [string, string])[] => [
  ['申请编号', number],
  ['企业名称', nameCn],
];

export const keyDelayed = (mail: ApplicationMail): Mail =>
  compose(`电子钥匙需要重新制作（${mail.number}）`, mail.imprint, [
    '为您制作的电子钥匙在寄送或检验环节出现问题，不会再发放，其中的证书全部注销。',
    { rows: about(mail) },
    '我们正在为您重新制作，无需重新提交材料，也无需再次审核。新的钥匙到达发证机构后会另行通知。给您带来的不便，敬请谅解。',
  ]);

export interface ReadyMail extends ApplicationMail {
  readonly place: Place;
  readonly papers: readonly string[];
  /** Old keys without which the new one is not handed over. */
  readonly toReturn?: readonly string[];
  readonly collectBy: string;
}

export const keyReadyV1 = (mail: ReadyMail): Mail => keyReadyV2({ ...mail, toReturn: [] });

export const keyReadyV2 = (mail: ReadyMail): Mail =>
  compose(`电子钥匙待领取，请携带全部纸质材料（${mail.number}）`, mail.imprint, [
    '您的电子钥匙已到达，请前往以下地点现场盖章终审并领取。',
    ...whereToCollect(mail),
    '请在领取截止之前办理。逾期未领取的，发证机构可能收回电子钥匙，届时需要重新申请。',
  ]);

export interface CollectionReminderMail extends ReadyMail {
  readonly daysAfter: number;
}

export const collectionReminderV1 = (mail: CollectionReminderMail): Mail =>
  collectionReminderV2({ ...mail, toReturn: [] });

export const collectionReminderV2 = (mail: CollectionReminderMail): Mail =>
  compose(`提醒：电子钥匙仍待领取（${mail.number}）`, mail.imprint, [
    `通知您领取电子钥匙已满${mail.daysAfter}天，钥匙尚未领取。请尽快前往以下地点现场盖章终审并领取。`,
    ...whereToCollect(mail),
    '逾期未领取的，其中的证书将注销，电子钥匙将收回，本次申请随之终止，届时需要重新申请。已经领取的，请忽略本邮件。',
  ]);

const whereToCollect = (mail: ReadyMail): readonly Block[] => [
  {
    rows: [
      ...about(mail),
      ['发证机构', mail.place.authority],
      ['领取地点', mail.place.name],
      ['地址', mail.place.address],
      ['办理时间', mail.place.hours],
      ['联系电话', mail.place.phone],
      ['领取截止', beijingTime(mail.collectBy)],
    ],
  },
  { heading: '请携带以下全部纸质材料原件' },
  { list: mail.papers.map(paper) },
  ...oldKeys(mail.toReturn ?? []),
  ...whoMayCollect,
];

const oldKeys = (toReturn: readonly string[]): readonly Block[] =>
  toReturn.length === 0
    ? []
    : [
        { heading: '请交回原电子钥匙' },
        `领取时须交回原电子钥匙（钥匙编号：${toReturn.join('、')}），未交回的不能领取新钥匙；此前已经交回的除外。`,
      ];

const whoMayCollect: readonly Block[] = [
  { heading: '领取人' },
  {
    list: [
      '企业授权用户本人，出示本人有效身份证件；',
      '或者企业委托的其他人，出示企业的授权委托书或介绍信及本人有效身份证件。',
    ],
  },
];

export interface FinalReviewMail extends ApplicationMail {
  readonly reasons: readonly Reason[];
  readonly correctable: boolean;
  readonly remark: string;
}

export const finalReviewFailed = (mail: FinalReviewMail): Mail =>
  compose(`现场终审未通过（${mail.number}）`, mail.imprint, [
    '您的申请现场终审未通过，电子钥匙暂未发放。',
    { rows: about(mail) },
    ...defects(mail.reasons, mail.remark),
    mail.correctable
      ? '请备齐或改正以上材料后，再次前往原领取地点办理，无需重新申请。'
      : '以上问题无法在现场改正，后续处理由发证机构决定，请与发证机构联系。',
  ]);

const collectors: Record<NoticeParameters['key-collected']['collector'], string> = {
  'authorised-user': '企业授权用户本人',
  'bearer-of-power-of-attorney': '持授权委托书的代办人',
  'bearer-of-introduction-letter': '持介绍信的代办人',
};

export const keyCollected = (mail: ApplicationMail & NoticeParameters['key-collected']): Mail =>
  compose(`电子钥匙已领取（${mail.number}）`, mail.imprint, [
    '您的电子钥匙已领取，其中的证书和电子签章自领取时起生效。',
    {
      rows: [
        ...about(mail),
        ['钥匙编号', mail.tokenSerial],
        ['签名证书序列号', mail.certificates.signing],
        ['加密证书序列号', mail.certificates.encryption],
        ['领取人', collectors[mail.collector]],
        ['领取时间', beijingTime(mail.collectedAt)],
      ],
    },
    '首次使用时请修改初始PIN码，并妥善保管电子钥匙。如果领取人并非贵企业委派，或者电子钥匙遗失，请立即办理挂失。',
  ]);

/** 审核通过: where to update the key, and that it stays plugged in until it is done. */
export const renewalApprovedV1 = (mail: ApplicationMail): Mail =>
  compose(`证书更新审核通过，请在线更新（${mail.number}）`, mail.imprint, [
    ...howToUpdate(mail, '更新完成之前，原证书仍然有效。'),
    '请在原证书到期之前完成更新。更新完成后原证书注销，请使用新证书和新的电子签章。',
  ]);

export interface UpdateMail extends ApplicationMail {
  /** For how many days after the end of the old certificate the update may be finished. */
  readonly graceDays: number;
}

/** What was submitted on the last days is approved when the old certificate has ended. */
export const renewalApprovedV2 = (mail: UpdateMail): Mail =>
  compose(`证书更新审核通过，请在线更新（${mail.number}）`, mail.imprint, [
    ...howToUpdate(mail, '更新完成之前，原证书在到期前仍然有效。'),
    mail.graceDays === 0
      ? '请在原证书到期之前完成更新。'
      : `请尽量在原证书到期之前完成更新。原证书已经到期的，到期后${mail.graceDays}天内仍可用该钥匙登录完成更新；逾期须办理重新申领或补办。`,
    '更新完成后原证书注销，请使用新证书和新的电子签章。',
  ]);

const howToUpdate = (mail: ApplicationMail, standing: string): readonly Block[] => [
  '您的证书更新申请已审核通过，请尽快在线更新证书。',
  { rows: [...about(mail), ['更新网址', mail.imprint.portalUrl]] },
  '打开更新网址，进入“进出口许可证证书更新系统”，插入需要更新的电子钥匙，选择证书并登录，按照提示下载更新。',
  `更新过程中请保持电子钥匙插入。如果过程中断，请重新插入同一钥匙并再次登录，系统会从中断处继续；${standing}`,
];

type ExpiringMail = ApplicationMail & NoticeParameters['certificate-expiring'];

export const certificateExpiringV1 = (mail: ExpiringMail): Mail =>
  compose(`电子钥匙证书即将到期，请及时更新（${mail.number}）`, mail.imprint, [
    '您的电子钥匙中的证书即将到期。',
    {
      rows: [...about(mail), ['签名证书序列号', mail.serial], ['到期时间', beijingTime(mail.notAfter)]],
    },
    howToRenew,
    '证书到期后不能再用该钥匙登录更新，请办理重新申领或补办。已经办理更新的，请忽略本邮件。',
  ]);

/** Which key, by what is engraved on it; and that a renewal is done only once the key was updated. */
export const certificateExpiringV2 = (mail: ExpiringMail): Mail =>
  compose(`电子钥匙证书即将到期，请及时更新（${mail.number}）`, mail.imprint, [
    '您的电子钥匙中的证书即将到期。',
    {
      rows: [
        ...about(mail),
        ...(mail.tokenSerial === undefined ? [] : ([['钥匙编号', mail.tokenSerial]] as const)),
        ['签名证书序列号', mail.serial],
        ['到期时间', beijingTime(mail.notAfter)],
      ],
    },
    howToRenew,
    '到期前没有提交更新申请的，到期后不能再用该钥匙登录更新，须办理重新申领或补办。',
    '已经提交更新申请的，请在审核通过后尽快完成在线更新；已经完成在线更新的，请忽略本邮件。',
  ]);

const howToRenew =
  '到期前90天内可以在线办理更新：插入需要更新的电子钥匙，凭该钥匙登录在线填报系统，按照提示办理。更新过程中请保持电子钥匙插入，过程中断会导致更新失败。';
