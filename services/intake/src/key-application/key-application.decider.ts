import type { Decider } from '@ekey/kernel';
import { activate, recordActivation, requestActivation } from './decide/activation';
import { correctContact, recordUndeliverable } from './decide/contact';
import { removePage, uploadPage } from './decide/documents';
import { endForSlotRelease, expire, remind, takeBackLoss, withdraw } from './decide/ending';
import { reopenForm, saveDraft, submitForm } from './decide/form';
import { reportKeyLoss } from './decide/key-loss';
import {
  recordRevocationAnswer,
  recordUnlockAnswer,
  requestRevocation,
  requestUnlock,
  withdrawRevocationRequest,
  withdrawUnlockRequest,
} from './decide/key-requests';
import { start } from './decide/start';
import { confirmSubmission, giveUpReservation } from './decide/submission';
import {
  recordKeyCollected,
  recordOrderEnded,
  recordPreVerification,
  recordRefusal,
  recordReVerification,
  returnForCorrection,
} from './decide/verdicts';
import type { KeyApplicationCommand } from './key-application.commands';
import { personalData, type KeyApplicationEvent } from './key-application.events';
import type { Answer, KeyApplicationRejection } from './key-application.rejections';
import { evolve, initial, type KeyApplicationState } from './key-application.state';

function decide(command: KeyApplicationCommand, state: KeyApplicationState): Answer {
  switch (command.type) {
    case 'StartApplication':
      return start(command.data, state);
    case 'SaveDraft':
      return saveDraft(command.data, state);
    case 'SubmitForm':
      return submitForm(command.data, state);
    case 'ReopenForm':
      return reopenForm(command.data, state);
    case 'UploadPage':
      return uploadPage(command.data, state);
    case 'RemovePage':
      return removePage(command.data, state);
    case 'ConfirmSubmission':
      return confirmSubmission(command.data, state);
    case 'GiveUpReservation':
      return giveUpReservation(command.data, state);
    case 'WithdrawApplication':
      return withdraw(command.data, state);
    case 'TakeBackLoss':
      return takeBackLoss(command.data, state);
    case 'EndForSlotRelease':
      return endForSlotRelease(command.data, state);
    case 'RemindOfExpiry':
      return remind(command.data, state);
    case 'ExpireApplication':
      return expire(command.data, state);
    case 'RecordPreVerification':
      return recordPreVerification(command.data, state);
    case 'ReturnForCorrection':
      return returnForCorrection(command.data, state);
    case 'RecordReVerification':
      return recordReVerification(command.data, state);
    case 'RecordRefusal':
      return recordRefusal(command.data, state);
    case 'RecordKeyCollected':
      return recordKeyCollected(command.data, state);
    case 'RecordOrderEnded':
      return recordOrderEnded(command.data, state);
    case 'RequestActivation':
      return requestActivation(command.data, state);
    case 'ActivateAccount':
      return activate(command.data, state);
    case 'RecordActivation':
      return recordActivation(command.data, state);
    case 'ReportKeyLoss':
      return reportKeyLoss(command.data, state);
    case 'RequestUnlock':
      return requestUnlock(command.data, state);
    case 'WithdrawUnlockRequest':
      return withdrawUnlockRequest(command.data, state);
    case 'RecordUnlockAnswer':
      return recordUnlockAnswer(command.data, state);
    case 'RequestRevocation':
      return requestRevocation(command.data, state);
    case 'WithdrawRevocationRequest':
      return withdrawRevocationRequest(command.data, state);
    case 'RecordRevocationAnswer':
      return recordRevocationAnswer(command.data, state);
    case 'CorrectContact':
      return correctContact(command.data, state);
    case 'RecordUndeliverableMail':
      return recordUndeliverable(command.data, state);
  }
}

/**
 * One case of 首次申领, 增办, 补办 or 变更 as the applicant has it in hand: form, documents, submission, and what the others have decided
 * on it. Review and production are decided elsewhere and only recorded here.
 */
export const keyApplication: Decider<
  KeyApplicationCommand,
  KeyApplicationState,
  KeyApplicationEvent,
  KeyApplicationRejection
> = { category: 'intake.KeyApplication', initial, decide, evolve, personal: personalData };
