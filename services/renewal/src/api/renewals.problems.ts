import { paperProblems } from '@ekey/case-papers/desk';
import { problem, problemsOf, type FieldError } from '@ekey/platform';
import type { CertificateTermRejection } from '../certificate-term/certificate-term.decider';
import type { RenewalRejection } from '../renewal/renewal.rejections';

export const termProblems = problemsOf<CertificateTermRejection>({
  TermUnknown: {
    status: 409,
    zh: '尚无该证书的有效期记录，请稍后重试；仍不成功请联系客服。',
    en: 'There is no record of this certificate yet. Try again in a moment, then ask support.',
  },
  CertificateNotLive: {
    status: 409,
    zh: '证书未在有效使用中（未激活、已挂失、已注销或已更新），不能在线更新。',
    en: 'The certificate is not in use: not live yet, on hold, revoked, or renewed already. It cannot be renewed.',
  },
  CertificateEnded: {
    status: 409,
    zh: '证书已过期，不能在线更新，请办理补办或重新申领。',
    en: 'The certificate has run out and cannot be renewed on line. Apply for a replacement.',
  },
  RenewalNotYetOpen: {
    status: 409,
    zh: '证书到期前90天起方可办理更新，请到时再来。',
    en: 'A certificate can be renewed from 90 days before its end. Come back then.',
  },
  AnotherRenewalUnderWay: {
    status: 409,
    zh: '该证书已有更新正在办理，请继续办理或先撤回。',
    en: 'A renewal of this certificate is under way. Go on with it, or withdraw it.',
  },
});

export const renewalProblems = problemsOf<RenewalRejection>({
  ...paperProblems,
  AlreadyStarted: { status: 409, zh: '该更新已经开始，请直接打开。', en: 'This renewal was started already. Open it.' },
  RenewalUnknown: {
    status: 404,
    zh: '没有找到，请核对编号。',
    en: 'There is no such thing, or it is not yours to see. Check the number.',
  },
  UnderReview: {
    status: 409,
    zh: '更新正在审核，暂不能修改；如需修改，请等待审核结果，或撤回后重新办理。',
    en: 'The renewal is under review and cannot be changed. Wait for the verdict, or withdraw it.',
  },
  NotApproved: {
    status: 409,
    zh: '更新尚未审核通过，不能在线更新证书。',
    en: 'The renewal is not approved yet, so the key cannot be updated.',
  },
  AlreadyApproved: {
    status: 409,
    zh: '更新已审核通过，请插入电子钥匙在线更新证书。',
    en: 'The renewal is approved. Plug in the key and update it.',
  },
  AlreadyRenewed: {
    status: 409,
    zh: '证书已更新完成，请使用新证书。',
    en: 'The key is renewed. Use its new certificate.',
  },
  RenewalEnded: {
    status: 409,
    zh: '该更新已结束；如需更新请重新办理，介质损坏的请办理补办。',
    en: 'This renewal has ended. Begin another, or apply for a replacement where the token is dead.',
  },
  FormOpen: { status: 409, zh: '请先提交更新表，再进行此操作。', en: 'Submit the form first.' },
  FormSubmitted: {
    status: 409,
    zh: '更新表已提交；如需修改，请先重新打开。',
    en: 'The form is submitted. Reopen it to change it.',
  },
  FormRejected: {
    status: 409,
    zh: '更新表审核未通过，请重新打开、修改并提交。',
    en: 'The form was rejected. Reopen, correct and submit it.',
  },
  DraftChanged: {
    status: 409,
    zh: '更新表在提交时又被修改，请核对后再提交。',
    en: 'The form was changed while it was being submitted. Look at it and submit again.',
  },
  RoundMismatch: {
    status: 409,
    zh: '提交轮次不符，请重新读取后再提交。',
    en: 'This is not the round that begins next. Read the renewal again.',
  },
  CertificateEnded: termProblems.CertificateEnded,
  SessionMissing: { status: 409, zh: '请先打开更新会话。', en: 'Open an update session first.' },
  SessionSuperseded: {
    status: 409,
    zh: '更新会话已在别处重新打开，请重新打开会话后继续；已完成的步骤不会丢失。',
    en: 'Another update session has taken the place of this one. Open a session again; nothing that was done is lost.',
  },
  SessionTimedOut: {
    status: 409,
    zh: '更新会话已超时（15分钟无操作），请重新打开会话后继续；已完成的步骤不会丢失。',
    en: 'Nothing was done in this update session for 15 minutes, so it is over. Open a session again; nothing that was done is lost.',
  },
  KeysNotDistinct: {
    status: 422,
    field: 'request',
    zh: '签名和加密须使用两个不同的密钥对。',
    en: 'Signing and encryption need two different key pairs.',
  },
  TooManyOrphans: {
    status: 409,
    zh: '密钥对已多次丢失，介质可能已损坏，请报告介质失效并办理补办。',
    en: 'Key pairs were lost too often; the token may be dead. Report that, and apply for a replacement.',
  },
  DeliveryMissing: {
    status: 409,
    zh: '证书和电子签章尚未就绪，请先提交两个证书请求，稍候再取。',
    en: 'Certificates and seal are not there yet. Send both certificate requests, then ask for the delivery.',
  },
  StepOutOfOrder: {
    status: 409,
    zh: '步骤顺序不符，请按提示的下一步继续。',
    en: 'This is not the next step. Go on with the one that is named.',
  },
  ReadBackDiffers: {
    status: 422,
    zh: '读回的内容与下发的不一致，请重新写入后再确认。',
    en: 'What was read back is not what was delivered. Write it again, then confirm.',
  },
  StepsMissing: {
    status: 409,
    zh: '尚有步骤未确认，请先写入并确认。',
    en: 'Not every step is confirmed. Write, read back and confirm the rest first.',
  },
  AnotherAttempt: {
    status: 409,
    zh: '密钥对已更换，请重新获取下发内容。',
    en: 'Other keys are asked for by now. Get the delivery again.',
  },
});

export const keyNotKnown = () =>
  problem({
    status: 409,
    code: 'KeyNotKnown',
    zh: '暂未查到该电子钥匙的申领资料，请稍后重试；仍不成功请联系客服。',
    en: 'What the key was approved for is not known here yet. Try again in a moment, then ask support.',
  });

export const contentChanged = (errors: readonly FieldError[]) =>
  problem({
    status: 422,
    code: 'CertificateContentChanged',
    zh: '证书内容不可在更新时更改；企业信息已变更的，请办理变更（重新申领）。',
    en: 'What the certificate says cannot be changed by a renewal. Where it has changed, apply for a change.',
    errors,
  });

export const subjectNotApproved = () =>
  problem({
    status: 422,
    code: 'SubjectNotApproved',
    zh: '证书请求的主题与审核通过的不一致，请用更新客户端重新生成。',
    en: 'The subject of the request is not the approved one. Let the update client make it again.',
    errors: [
      {
        field: 'request',
        code: 'SubjectNotApproved',
        zh: '主题应为本钥匙编号或审核通过的企业名称。',
        en: 'It names the number of this key, or the approved enterprise.',
      },
    ],
  });

export const proofWrong = () =>
  problem({
    status: 422,
    code: 'NewKeyProofWrong',
    zh: '新密钥的签名验证失败，旧证书继续有效；请确认介质内的新签名密钥后重试。',
    en: 'The signature is not that of the new key; the old certificate stays good. Look which key the token signs with.',
  });
