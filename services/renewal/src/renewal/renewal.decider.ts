import type { Decider } from '@ekey/kernel';
import {
  convert,
  endWithKey,
  expire,
  recordApproval,
  reportTokenDead,
  returnForCorrection,
  withdraw,
} from './decide/casework';
import {
  confirmSubmission,
  removePage,
  reopenForm,
  saveDraft,
  startRenewal,
  submitForm,
  uploadPage,
} from './decide/papers';
import {
  acceptRequest,
  confirmStep,
  interruptUpdate,
  openSession,
  proveNewKey,
  recordDelivery,
  recordRequestRefusal,
} from './decide/update';
import type { RenewalCommand } from './renewal.commands';
import { personalData, type RenewalEvent } from './renewal.events';
import type { Answer, RenewalRejection } from './renewal.rejections';
import { evolve, initial, type RenewalState } from './renewal.state';

/** The rule for each command; the compiler asks for one each. */
const rules: {
  readonly [Type in RenewalCommand['type']]: (
    data: Extract<RenewalCommand, { type: Type }>['data'],
    state: RenewalState,
  ) => Answer;
} = {
  StartRenewal: startRenewal,
  SaveDraft: saveDraft,
  SubmitForm: submitForm,
  ReopenForm: reopenForm,
  UploadPage: uploadPage,
  RemovePage: removePage,
  ConfirmSubmission: confirmSubmission,
  WithdrawRenewal: withdraw,
  RecordApproval: recordApproval,
  ReturnForCorrection: returnForCorrection,
  OpenUpdateSession: openSession,
  AcceptCertificateRequest: acceptRequest,
  ConfirmStep: confirmStep,
  ProveNewKey: proveNewKey,
  ReportTokenDead: reportTokenDead,
  RecordDelivery: recordDelivery,
  RecordRequestRefusal: recordRequestRefusal,
  InterruptUpdate: interruptUpdate,
  ConvertRenewal: convert,
  EndWithKey: endWithKey,
  ExpireRenewal: expire,
};

/** The renewal of one key: form, papers and review, then the update of the token, which survives every interruption. */
export const renewal: Decider<RenewalCommand, RenewalState, RenewalEvent, RenewalRejection> = {
  category: 'renewal.Renewal',
  initial,
  decide: ({ type, data }, state) =>
    (rules[type] as (data: RenewalCommand['data'], state: RenewalState) => Answer)(data, state),
  evolve,
  personal: personalData,
};
