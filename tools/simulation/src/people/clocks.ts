import { createCalendar, officialCalendars } from '@ekey/working-days';
import { minutesAfter } from '../cast';
import { applicant, APPLICATION, slotsOf } from './applicant';
import { ORDER, orderOf, PARCEL, TOKEN } from './line';
import { REVIEW } from './reviewers';
import type { Move } from './move';

const IDLE_DAYS = 30;
const NOTICE = 'notify.Notice';
const calendar = createCalendar(officialCalendars);

interface Deadline {
  readonly stage: string;
  readonly startedAt: string;
  readonly dueAt: string;
}

const application: Move = (house, { caseId }) => {
  const now = house.now;
  house.ask(APPLICATION, caseId, { type: 'RemindOfExpiry', data: { idleDays: IDLE_DAYS, now } });
  return house.ask(APPLICATION, caseId, { type: 'ExpireApplication', data: { idleDays: IDLE_DAYS, now } });
};

interface Notice {
  readonly letter?: { readonly caseId?: string };
}
interface Token {
  readonly status: string;
  readonly holder: { readonly caseId: string } | null;
  readonly claimId: string | null;
}

/** Given up first in the case, whoever holds it; the slot follows by policy. */
const reservation: Move = (house, { uscc }) => {
  const [taken] = slotsOf(house, uscc).taken;
  if (taken?.status !== 'reserved') return false;
  const command = { type: 'GiveUpReservation', data: { reservationId: taken.reservationId, now: house.now } };
  return house.ask(APPLICATION, taken.caseId, command);
};

const review: Move = (house, { caseId }) =>
  house.ask(REVIEW, caseId, { type: 'CheckDeadline', data: { now: house.now } });

const order: Move = (house, of) => {
  const clock = orderOf(house, of).clock as Deadline | null;
  if (clock === null || clock === undefined) return false;
  const { stage, startedAt, dueAt } = clock;
  const grounds = calendar.warnings(startedAt, dueAt).flatMap((due) => (due.at <= house.now ? due.grounds : []));
  house.ask(ORDER, of.caseId, { type: 'WarnOfDeadline', data: { stage, dueAt, grounds, now: house.now } });
  return house.ask(ORDER, of.caseId, { type: 'RecordDeadlineBreach', data: { stage, dueAt, now: house.now } });
};

/** A token claimed for this case, or a key packed for a parcel, that was never used. */
const claims: Move = (house, of) => {
  const { now } = house;
  const forgone = house.ids(TOKEN).map((tokenSerial) => {
    const { status, holder, claimId } = house.state<Token>(TOKEN, tokenSerial);
    if (status !== 'assigned' || holder?.caseId !== of.caseId) return false;
    return house.ask(ORDER, of.caseId, { type: 'ForgoToken', data: { tokenSerial, claimId, now } });
  });
  const { status, making } = orderOf(house, of);
  const packing = status === 'made' ? (making?.packing ?? null) : null;
  if (packing === null) return forgone.some(Boolean);
  const { parcelId, claimId } = packing;
  return house.ask(PARCEL, parcelId, { type: 'LeaveOutItem', data: { parcelId, caseId: of.caseId, claimId, now } });
};

/** Mails to a wrong address go out again once another is stated. */
const notices: Move = (house, { caseId }) => {
  const address = house.answer<{ mailTo: object; statedAt: string }>('notify/case-contacts', caseId);
  const ofCase = house.ids(NOTICE).filter((id) => house.state<Notice>(NOTICE, id).letter?.caseId === caseId);
  if (address === null) return false;
  const { mailTo, statedAt } = address;
  const command = { type: 'CorrectAddress', data: { address: { mailTo, statedAt }, now: house.now } };
  return ofCase.map((noticeId) => house.ask(NOTICE, noticeId, command)).some(Boolean);
};

const looks = { application, reservation, review, order, claims, notices } satisfies Record<string, Move>;

/** Hours or weeks go by, and every clock looks. */
const passes =
  (minutes: (pick: number) => number): Move =>
  (house, of, pick) => {
    house.now = minutesAfter(house.now, minutes(pick));
    return Object.values(looks)
      .map((look) => look(house, of, pick))
      .some(Boolean);
  };

const hoursPass = passes((pick) => (1 + (pick % 30)) * 60);
const weeksPass = passes((pick) => (4 + (pick % 30)) * 1_440);

/** A submission breaks off between its two steps, and nobody comes back to it for hours. */
const submissionBreaksOff: Move = (house, of, pick) =>
  applicant.reserveAlone(house, of, pick) && hoursPass(house, of, pick);

export const clocks = { hoursPass, weeksPass, submissionBreaksOff } satisfies Record<string, Move>;
