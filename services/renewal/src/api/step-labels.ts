import type { StepLabel } from '@ekey/case-papers/desk';
import { renewalLabels, type RenewalStatus } from './renewal-labels';

const step = (label: string, labelEn: string): StepLabel => ({ label, labelEn });
const status = (code: RenewalStatus): StepLabel => step(renewalLabels[code].zh, renewalLabels[code].en);

/** Each step of a renewal in the words of the procedure. */
const STEPS: Readonly<Record<string, StepLabel>> = {
  RenewalStarted: step('开始填写', 'Started'),
  FormSubmitted: step('更新表已提交', 'Form submitted'),
  FormReopened: step('更新表已重新打开', 'Form reopened'),
  SubmissionConfirmed: step('已确认提交', 'Submission confirmed'),
  DueDateSet: step('办理期限已确定', 'Due date set'),
  DeadlineBreached: step('已超过办理期限', 'Due date missed'),
  ApplicationReVerified: status('APPROVED'),
  ApplicationRejected: status('REJECTED'),
  UpdateSessionOpened: status('UPDATING'),
  CertificateRequestAccepted: step('证书请求已受理', 'Certificate request accepted'),
  RequestRefusalRecorded: step('证书请求被退回，需重新生成密钥', 'Certificate request refused: make another key'),
  AttemptAbandoned: step('密钥已更换，原证书请求作废', 'Other keys were made: what was asked for before is void'),
  DeliveryRecorded: step('新证书和电子签章已就绪', 'The new certificates and the seal are there'),
  StepConfirmed: step('已写入介质并核对', 'Written into the token and read back'),
  UpdateInterrupted: status('UPDATE_FAILED'),
  NewKeyProved: status('DONE'),
};

const ENDS: Readonly<Record<string, StepLabel>> = {
  withdrawn: status('WITHDRAWN'),
  expired: status('EXPIRED'),
  converted: status('CONVERTED'),
  'key-revoked': status('KEY_REVOKED'),
};

/** @param detail tells the ground of an end, whose label differs by it */
export const stepLabels = (code: string, detail: Readonly<Record<string, unknown>>): StepLabel =>
  (code === 'RenewalEnded' ? ENDS[String(detail['ground'])] : STEPS[code]) ?? step(code, code);
