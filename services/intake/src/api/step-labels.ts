import type { StepLabel } from '@ekey/case-papers/desk';
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

/** @param detail tells the stage of a rejection, whose label differs by it */
export function stepLabels(code: string, detail: Readonly<Record<string, unknown>>): StepLabel {
  if (code === 'ApplicationRejected')
    return status(detail['stage'] === 're-verification' ? 'RECHECK_REJECTED' : 'PRECHECK_REJECTED');
  return STEPS[code] ?? step(code, code);
}
