import { paperProblems } from '@ekey/case-papers/desk';
import { reject } from '@ekey/kernel';
import { problem, problemOf, problemsOf } from '@ekey/platform';
import type { EnterpriseSlotsRejection } from '../enterprise-slots/enterprise-slots.decider';
import type { KeyApplicationRejection } from '../key-application/key-application.rejections';
import { linkProblems } from './mailed-links';

export const slotProblems = problemsOf<EnterpriseSlotsRejection>({
  FirstApplicationNotAllowed: {
    status: 409,
    zh: '该企业已领取过电子钥匙，或已有首次申领正在办理，不能再次首次申领。已申领过的企业请按“进出口企业电子钥匙补办或增办流程”办理补办或增办。',
    en: 'The enterprise has had a key, or a first application of it is under way, so it cannot apply for a first key again. An enterprise that has applied before follows the procedure for a replacement (补办) or an additional key (增办).',
  },
  NoKeyHeld: {
    status: 409,
    zh: '该企业没有已领取的电子钥匙，不能办理补办或增办；从未申领过的企业请办理首次申领。',
    en: 'This enterprise has no key that could be replaced or added to. One that has never applied makes a first application (首次申领).',
  },
  TooManyKeys: {
    status: 409,
    zh: '该企业持有及正在办理的电子钥匙已达3个，不可增办；请先注销不再使用的钥匙，或办理补办并填写一并注销的钥匙编号。',
    en: 'Three keys are held or under way, which is the most. Have one revoked that is no longer used; a replacement may name those that it gives up.',
  },
  KeyNotHeld: {
    status: 409,
    zh: '该企业没有此编号的电子钥匙，请核对原钥匙编号（见领取凭证或钥匙外壳）。',
    en: 'This enterprise has no key of this number. Check it: it stands on the key and on its receipt.',
  },
  KeyAlreadyReplaced: {
    status: 409,
    zh: '该电子钥匙已补办，请按新钥匙编号办理。',
    en: 'This key was replaced already. Name the one that took its place.',
  },
  ReplacementUnderWay: {
    status: 409,
    zh: '该电子钥匙的补办正在办理，请继续办理原申请，或撤回后重新申请。',
    en: 'A replacement of this key is under way. Go on with it, or withdraw it and apply again.',
  },
  NoImportedHolder: {
    status: 409,
    zh: '该企业没有可释放的名额：没有在办案件，也没有导入的持有记录；已领取的电子钥匙长期占用名额。',
    en: 'There is nothing to release: no case under way and no imported record. A key that was handed over keeps its slot.',
  },
});

export const applicationProblems = problemsOf<KeyApplicationRejection>({
  ...linkProblems,
  ...paperProblems,
  AlreadyStarted: {
    status: 409,
    zh: '该申请已经开始，请直接打开。',
    en: 'This application was started already. Open it.',
  },
  KindNotYetOffered: {
    status: 422,
    field: 'kind',
    zh: '本系统不受理此类业务的申请。',
    en: 'Applications of this kind are not taken here.',
  },
  KeyNotNamed: {
    status: 422,
    field: 'replaces',
    zh: '补办和变更须填写原钥匙编号和原钥匙状态；首次申领和增办不填写。',
    en: 'A replacement or change names the key whose place the new one takes, and why; others name none.',
  },
  GroundUnfit: {
    status: 422,
    field: 'replaces.ground',
    zh: '原钥匙状态与业务类型不符：证书内容变更请办理变更，其他情形请办理补办。',
    en: 'This state of the old key is not for this kind of application: a change of what the certificate says is a 变更, everything else a 补办.',
  },
  SurplusUnfit: {
    status: 422,
    field: 'replaces.surplus',
    zh: '变更不能一并注销其他钥匙，请删除；需要注销的，请办理注销，或在补办时填写。',
    en: 'A 变更 gives up no further keys: leave `surplus` out. Have them revoked, or name them in a 补办.',
  },
  NoLossReported: {
    status: 409,
    zh: '该申请没有挂失电子钥匙，无需撤销挂失。',
    en: 'No key was reported lost in this application, so none can be found again.',
  },
  ApplicationUnknown: {
    status: 404,
    zh: '没有找到，请核对编号。',
    en: 'There is no such thing, or it is not yours to see. Check the number.',
  },
  UnderReview: {
    status: 409,
    zh: '申请正在审核，暂不能修改；如需修改，请等待审核结果，或撤回后重新申请。',
    en: 'The application is under review and cannot be changed. Wait for the verdict, or withdraw it and apply again.',
  },
  AlreadyApproved: {
    status: 409,
    zh: '申请已复核通过，电子钥匙正在制作或已领取，不能再修改或撤回。',
    en: 'The application is approved and the key is being made or was collected. It can no longer be changed or withdrawn.',
  },
  CaseEnded: {
    status: 409,
    zh: '该申请已结束，请新建申请；可复制原申请的表单和仍然有效的扫描件。',
    en: 'This application has ended. Start another; it may copy the form and the scans that are still valid.',
  },
  FormOpen: { status: 409, zh: '请先提交申请表，再进行此操作。', en: 'Submit the form first.' },
  FormSubmitted: {
    status: 409,
    zh: '申请表已提交；如需修改，请先重新打开。',
    en: 'The form is submitted. Reopen it to change it.',
  },
  DraftChanged: {
    status: 409,
    zh: '申请表在提交时又被修改，请核对后再提交。',
    en: 'The form was changed while it was being submitted. Look at it and submit again.',
  },
  DocumentNotAsked: {
    status: 409,
    zh: '该申请不需要这项材料；遗失说明仅在补办遗失的电子钥匙时提交。',
    en: 'This application is not asked for this document. A statement of the loss belongs to the replacement of a lost key.',
  },
  FormRejected: {
    status: 409,
    zh: '申请表审核未通过，请重新打开、修改并提交申请表。',
    en: 'The form was rejected. Reopen, correct and submit it.',
  },
  RoundMismatch: {
    status: 409,
    zh: '提交轮次不符，请重新读取申请后再提交。',
    en: 'This is not the round that begins next. Read the application again.',
  },
  ReservationNotHeld: {
    status: 409,
    zh: '提交超时，名额已释放，请重新提交。',
    en: 'The submission took too long and its slot was given up. Submit again.',
  },
  KeyHandedOver: {
    status: 409,
    zh: '电子钥匙已交付企业，名额不能释放。',
    en: 'The key was handed over; its slot cannot be released.',
  },
  UnlockUnderWay: {
    status: 409,
    zh: '该电子钥匙的解锁申请正在办理，请按通知携带材料办理，或先撤回。',
    en: 'You have asked to have this key unlocked already. Go on with it as the mail says, or take the request back.',
  },
  UnlockNotRequested: {
    status: 409,
    zh: '该电子钥匙没有待办的解锁申请。',
    en: 'Nobody has asked to unlock this key on line, or the request was answered.',
  },
  RevocationUnderWay: {
    status: 409,
    zh: '该电子钥匙的注销申请正在办理，请等待工作人员核实，或先撤回。',
    en: 'You have asked to have this key revoked already. An officer will get in touch with you; or take the request back.',
  },
  RevocationNotRequested: {
    status: 409,
    zh: '该电子钥匙没有待办的注销申请。',
    en: 'Nobody has asked to revoke this key on line, or the request was answered.',
  },
  KeyNotCollected: {
    status: 409,
    zh: '该申请的电子钥匙尚未领取，不能挂失，也无需解锁或注销；不再需要的，请撤回申请。',
    en: 'The key of this application was not collected: there is none to report lost, to unlock or to revoke. Withdraw the application if you no longer want it.',
  },
  ContactNotYetGiven: {
    status: 409,
    zh: '请先在申请表中填写邮箱并提交。',
    en: 'Give the mail address in the form first, and submit it.',
  },
  ActivationNotRequested: {
    status: 409,
    zh: '尚未到发送激活邮件的环节，请等待复核通过。',
    en: 'The activation mail is not due yet. Wait for the approval.',
  },
  ActivationJustSent: {
    status: 429,
    zh: '激活邮件刚刚发出，请一分钟后再试。',
    en: 'The activation mail was sent just now. Ask again in a minute.',
  },
  ActivationInProgress: {
    status: 409,
    zh: '账户正在激活，请稍候查看。',
    en: 'The account is being activated. Look again in a moment.',
  },
  AlreadyActivated: { status: 409, zh: '账户已激活，无需再次激活。', en: 'The account is activated already.' },
});

export const keyNotCollected = () => problemOf(applicationProblems, reject('KeyNotCollected'));

export const keyEnded = () =>
  problem({
    status: 409,
    code: 'KeyEnded',
    zh: '该电子钥匙已注销或已更换，无需挂失。如丢失的是更换后的钥匙，请在领取该钥匙的申请下挂失。',
    en: 'This key is revoked, or another has taken its place. Where that one is lost, report it with the case by which it was collected.',
  });

/** @param formNumber of the other case */
export const lossReportedElsewhere = (formNumber: string) =>
  problem({
    status: 409,
    code: 'LossReportedElsewhere',
    zh: `该电子钥匙在另一件申请（${formNumber}）中仍登记为遗失，请先撤回该申请，再撤销挂失。`,
    en: `Another application (${formNumber}) still says that this key is lost. Withdraw that one first.`,
  });

export const caseNotNamed = (applications: readonly string[]) =>
  problem({
    status: 409,
    code: 'CaseNotNamed',
    field: 'applicationId',
    zh: '该企业有多件申请正在办理，请指明要结束的一件。',
    en: 'Several cases of this enterprise are under way. Name the one that is to end.',
    members: { applications },
  });

/** An account that does not act for the enterprise can have none of its keys suspended or replaced. */
export const notForThisEnterprise = () =>
  problem({
    status: 403,
    code: 'NotForThisEnterprise',
    zh: '该企业的电子钥匙由其他账户管理，请由该账户或其授权用户办理。',
    en: 'Another account acts for this enterprise. It, or a user whom it has invited, has to apply.',
  });

export const addressNotConfirmed = () =>
  problem({
    status: 409,
    code: 'AddressNotConfirmed',
    zh: '请先点击确认邮件中的链接，确认邮箱后再申请。',
    en: 'Confirm your mail address by the link in the mail, then apply.',
  });

export const tooManyOpen = (most: number) =>
  problem({
    status: 409,
    code: 'TooManyOpenApplications',
    zh: `同时填写中的申请不得超过${most}个，请先撤回不再需要的申请。`,
    en: `At most ${most} applications can be open at a time. Withdraw those that you no longer need.`,
    members: { most },
  });

export const copyNotPossible = () =>
  problem({
    status: 409,
    code: 'CopyNotPossible',
    zh: '只能复制同一企业、本人已结束的申请。',
    en: 'Only an ended case of your own, of the same enterprise, can be copied.',
  });
