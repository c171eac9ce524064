import type { StepLabel } from '@ekey/case-papers/desk';
import type { RevocationOutcome, UnlockOutcome } from '../key-application/key-application.events';
import { statusLabels } from '../views/status-codes';

const step = (label: string, labelEn: string): StepLabel => ({ label, labelEn });
const status = (code: keyof typeof statusLabels): StepLabel => step(statusLabels[code].zh, statusLabels[code].en);

/** Each step of a timeline in the words of the procedure. */
const STEPS: Readonly<Record<string, StepLabel>> = {
  ApplicationStarted: step('开始填写', 'Started'),
  OldKeysRevoked: step('原钥匙已注销', 'Old key revoked'),
  KeyLossTakenBack: step('原钥匙已找回，挂失已撤销', 'Old key found again, its loss taken back'),
  FormSubmitted: step('表单已提交', 'Form submitted'),
  FormReopened: step('表单已重新打开', 'Form reopened'),
  SubmissionConfirmed: step('已确认提交', 'Submission confirmed'),
  ApplicationWithdrawn: status('WITHDRAWN'),
  ApplicationExpired: status('EXPIRED'),
  ExpiryReminded: step('已提醒即将失效', 'Reminded that it will expire'),
  ActivationRequested: step('激活邮件已发出', 'Activation mail requested'),
  ActivationOrdered: step('账户激活中', 'Account being activated'),
  ActivationRefused: step('平台未能激活账户', 'The platform did not activate the account'),
  AccountActivated: step('账户已激活', 'Account activated'),
  ContactCorrected: step('联系邮箱已更正', 'Mail address corrected'),
  KeyLossReported: step('已申请挂失', 'Reported lost; the key is suspended'),
  KeyUnlockRequested: step('已申请解锁', 'Asked to have the key unlocked'),
  KeyUnlockRequestWithdrawn: step('已撤回解锁申请', 'Request to unlock the key taken back'),
  KeyUnlockAnswered: step('解锁申请已办结', 'Request to unlock the key settled'),
  KeyRevocationRequested: step('已申请注销', 'Asked to have the key revoked'),
  KeyRevocationRequestWithdrawn: step('已撤回注销申请', 'Request to revoke the key taken back'),
  KeyRevocationAnswered: step('注销申请已办结', 'Request to revoke the key settled'),
  MailUndeliverable: step('邮件无法送达，请更正邮箱', 'A mail could not be delivered; correct the address'),
  ApplicationPreVerified: status('RECHECK'),
  ApplicationReVerified: status('APPROVED'),
  ApplicationRefused: status('REFUSED'),
  DueDateSet: step('办理期限已确定', 'Due date set'),
  DeadlineBreached: step('已超过办理期限', 'Due date missed'),
  ProductionStarted: status('PRODUCING'),
  KeyMade: status('PRODUCED'),
  KeyShipped: status('SHIPPED'),
  KeyReceived: status('ARRIVED'),
  ParcelLost: step('快递遗失或损坏，将重新制作', 'Parcel lost or damaged; the key is made again'),
  RemakeOrdered: step('将重新制作电子钥匙', 'The key is made again'),
  KeyReadyForCollection: status('READY_FOR_PICKUP'),
  FinalReviewPassed: step('现场终审通过', 'Final review on site passed'),
  FinalReviewFailed: status('FINAL_FAILED'),
  KeyCollected: status('HANDED_OVER'),
  OrderEnded: status('TERMINATED'),
};

/** What became of a request to unlock the key, and what to do about it. */
const UNLOCK_OUTCOMES: Readonly<Record<UnlockOutcome, StepLabel>> = {
  unlocked: step('已解锁', 'Unlocked'),
  suspended: step('钥匙已挂失，不能解锁；请先解除挂失', 'Not unlocked: the key is suspended, which is lifted first'),
  revoked: step('钥匙已注销，不能解锁', 'Not unlocked: the key is revoked'),
  renewed: step('钥匙已更新；如仍锁死，请重新申请解锁', 'The key was renewed; if it is locked still, ask anew'),
  'admin-pin-locked': step(
    '管理员口令已锁死，请办理补办',
    'Nothing unlocks it any more; apply for a replacement (补办)',
  ),
  'under-way': step('该钥匙的解锁正在办理，无须重复申请', 'An unlocking of this key is under way already'),
  'identity-not-established': step('已驳回：申请人身份未能核实', 'Rejected: it was not established who asks'),
  'not-authorised': step('已驳回：申请人无权办理', 'Rejected: whoever asks may not'),
  mistaken: step('已驳回：申请有误', 'Rejected: the request was mistaken'),
  cancelled: step('解锁申请已由工作人员撤销', 'Taken back by an officer'),
  expired: step('授权码已过期，请重新申请解锁', 'The code ran out unused; ask anew'),
};

/** What became of a request to revoke the key, and what to do about it. */
const REVOCATION_OUTCOMES: Readonly<Record<RevocationOutcome, StepLabel>> = {
  revoked: step('已注销', 'Revoked'),
  'already-revoked': step('该钥匙此前已注销，无须申请', 'The key was revoked before; there is nothing to ask for'),
  'under-way': step('该钥匙的注销正在办理，无须重复申请', 'A revocation of this key is under way already'),
  'identity-not-established': step(
    '注销申请已驳回：申请人身份未能核实',
    'Not revoked: it was not established who asks',
  ),
  'not-authorised': step('注销申请已驳回：申请人无权办理', 'Not revoked: whoever asks may not'),
  mistaken: step('注销申请已驳回：申请有误', 'Not revoked: the request was mistaken'),
  cancelled: step('注销申请已由工作人员撤销', 'Request to revoke the key taken back by an officer'),
};

function outcomeLabel(code: string, { outcome }: Readonly<Record<string, unknown>>): StepLabel | undefined {
  if (code === 'KeyUnlockAnswered') return UNLOCK_OUTCOMES[outcome as UnlockOutcome];
  if (code === 'KeyRevocationAnswered') return REVOCATION_OUTCOMES[outcome as RevocationOutcome];
  return undefined;
}

/** @param detail tells the stage of a rejection and what became of a request, whose labels differ by it */
export function stepLabels(code: string, detail: Readonly<Record<string, unknown>>): StepLabel {
  const outcome = outcomeLabel(code, detail);
  if (outcome !== undefined) return outcome;
  if (code === 'ApplicationRejected')
    return status(detail['stage'] === 're-verification' ? 'RECHECK_REJECTED' : 'PRECHECK_REJECTED');
  return STEPS[code] ?? step(code, code);
}
