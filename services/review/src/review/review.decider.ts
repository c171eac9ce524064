import type { Decider, Decision } from '@ekey/kernel';
import { applyCalendar, checkDeadline } from './decide/deadlines';
import { claimTask, reassignTask, releaseTask, renewLease } from './decide/claims';
import { saveMarks } from './decide/marks';
import { declineRefusal, proposeRefusal, refuseApplication } from './decide/refusals';
import { closeReview, openReview } from './decide/rounds';
import { passPreVerification, passReVerification, rejectSubmission } from './decide/verdicts';
import type { ReviewCommand, ReviewRejection } from './review.commands';
import { personalData, type ReviewEvent } from './review.events';
import { evolve, initial, type ReviewState } from './review.state';

function decide(command: ReviewCommand, state: ReviewState): Decision<ReviewEvent, ReviewRejection> {
  switch (command.type) {
    case 'OpenReview':
      return openReview(command.data, state);
    case 'CloseReview':
      return closeReview(command.data, state);
    case 'ClaimTask':
      return claimTask(command.data, state);
    case 'RenewLease':
      return renewLease(command.data, state);
    case 'ReleaseTask':
      return releaseTask(command.data, state);
    case 'ReassignTask':
      return reassignTask(command.data, state);
    case 'SaveMarks':
      return saveMarks(command.data, state);
    case 'PassPreVerification':
      return passPreVerification(command.data, state);
    case 'RejectPreVerification':
      return rejectSubmission(command.data, state, 'authority');
    case 'PassReVerification':
      return passReVerification(command.data, state);
    case 'RejectReVerification':
      return rejectSubmission(command.data, state, 'provider');
    case 'ProposeRefusal':
      return proposeRefusal(command.data, state);
    case 'DeclineRefusal':
      return declineRefusal(command.data, state);
    case 'RefuseApplication':
      return refuseApplication(command.data, state);
    case 'CheckDeadline':
      return checkDeadline(command.data.now, state);
    case 'ApplyCalendar':
      return applyCalendar(command.data.years, state);
  }
}

/** The review of one case: every round of 预审 and 复核, who works on it, its marks, verdicts and clocks. */
export const review: Decider<ReviewCommand, ReviewState, ReviewEvent, ReviewRejection> = {
  category: 'review.Review',
  initial,
  decide,
  evolve,
  personal: personalData,
};
