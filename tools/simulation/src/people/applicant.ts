import { SLOTS, type Slot } from '@ekey/contracts';
import { derivedId } from '@ekey/event-store';
import { isRejection } from '@ekey/kernel';
import { chosen, place, type Case } from '../cast';
import type { House } from '../house';
import type { Move } from './move';

export const APPLICATION = 'intake.KeyApplication';
export const ENTERPRISE_SLOTS = 'intake.EnterpriseSlots';

/** What is read of an application here. */
export interface Application {
  readonly status: 'none' | 'open' | 'under-review' | 'approved' | 'collected' | 'ended';
  readonly how?: 'withdrawn' | 'expired' | 'refused' | 'terminated';
  readonly stage?: string;
  readonly file: {
    readonly round: number;
    readonly draftVersion: number;
    readonly formOpen: boolean;
    readonly formRejected: boolean;
    readonly form: { readonly formVersion: number } | null;
    readonly documents: Readonly<
      Record<Slot, { readonly pages: Readonly<Record<string, unknown>>; readonly renewal: string | null }>
    >;
    readonly reservationId: string | null;
    readonly activation: { readonly status: string; readonly requestId: string } | null;
  };
}
export interface Slots {
  readonly taken: readonly { readonly reservationId: string; readonly caseId: string; readonly status: string }[];
  readonly keys: readonly string[];
}

export const applicationOf = (house: House, { caseId }: Case): Application => house.state(APPLICATION, caseId);
export const slotsOf = (house: House, uscc: string): Slots => house.state(ENTERPRISE_SLOTS, uscc);

const consents = ['notice-to-applicants', 'truthfulness', 'personal-information', 'sensitive-personal-information'].map(
  (code) => ({ code, version: 1 }),
);

const hexOf = (name: string): string => derivedId('bytes', name).replaceAll('-', '').repeat(2);

const documentRef = (caseId: string, name: string, type: string) => {
  const sha256 = hexOf(name);
  return { documentId: `${caseId}/${sha256}`, sha256, type, size: 1_000 };
};

const start: Move = (house, { caseId, uscc, accountId }, pick) => {
  const activation = { trigger: pick % 3 === 0 ? 'registration' : 're-verification', days: 14 };
  const about = { caseId, kind: 'first', uscc, accountId, formNumber: `EK-${caseId.slice(0, 8)}` };
  const blank = { draft: { uscc }, copiedFrom: null, documents: [], named: null, mailTo: 'account@example.com' };
  return house.ask(APPLICATION, caseId, {
    type: 'StartApplication',
    data: { ...about, activation, ...blank, now: house.now },
  });
};

/** Submit no. 1. Now and then a field has changed that the other printouts show too. */
const submitForm: Move = (house, of, pick) => {
  const { status, file } = applicationOf(house, of);
  if (status === 'none') return false;
  const formVersion = (file.form?.formVersion ?? 0) + 1;
  const form = documentRef(of.caseId, `${of.caseId} form ${formVersion}`, 'application/json');
  const changed = {
    changedFields: formVersion === 1 ? [] : ['agent.mobile'],
    outdated: pick % 4 === 0 ? ['power-of-attorney'] : [],
  };
  const said = { nameCn: of.nameCn, ...place, licenceTypes: ['import'], mailTo: 'agent@example.com' };
  const data = {
    draftVersion: file.draftVersion,
    formVersion,
    form,
    digest: form.sha256,
    ...said,
    ...changed,
    now: house.now,
  };
  return house.ask(APPLICATION, of.caseId, { type: 'SubmitForm', data });
};

const reopenForm: Move = (house, { caseId }) =>
  house.ask(APPLICATION, caseId, { type: 'ReopenForm', data: { now: house.now } });

function upload(house: House, { caseId }: Case, slot: Slot): boolean {
  const image = documentRef(caseId, house.newId(), 'image/jpeg');
  const page = { image, preview: image, receivedSha256: image.sha256, width: 2480, height: 3508, warnings: [] };
  return house.ask(APPLICATION, caseId, {
    type: 'UploadPage',
    data: { slot, page: 1, image: page, code: null, now: house.now },
  });
}

/** Every slot that is empty, stale or refused gets a new scan. */
const uploadWhatLacks: Move = (house, of) => {
  const { status, file } = applicationOf(house, of);
  if (status !== 'open') return false;
  const lacking = SLOTS.filter((slot) => {
    const { pages, renewal } = file.documents[slot];
    return Object.keys(pages).length === 0 || renewal !== null;
  });
  return lacking.map((slot) => upload(house, of, slot)).some(Boolean);
};

const replaceScan: Move = (house, of, pick) => upload(house, of, chosen(SLOTS, pick));

const removeScan: Move = (house, { caseId }, pick) =>
  house.ask(APPLICATION, caseId, { type: 'RemovePage', data: { slot: chosen(SLOTS, pick), page: 1, now: house.now } });

const confirmation = (house: House, of: Case, reservationId: string) => ({
  type: 'ConfirmSubmission',
  data: {
    round: applicationOf(house, of).file.round + 1,
    reservationId,
    consents,
    submittedBy: of.accountId,
    now: house.now,
  },
});

/** The slot first. @returns the reservation that the submission may stand on, if there is one */
function reserve(house: House, of: Case): string | null {
  const held = applicationOf(house, of).file.reservationId;
  if (held !== null) return held;
  const reservationId = house.newId();
  house.ask(ENTERPRISE_SLOTS, of.uscc, {
    type: 'ReserveSlot',
    data: { reservationId, caseId: of.caseId, wanted: { kind: 'first' }, now: house.now },
  });
  return slotsOf(house, of.uscc).taken.find(({ caseId }) => caseId === of.caseId)?.reservationId ?? null;
}

/** Submit no. 2: as the desk does it, nothing is reserved for a submission that would be refused anyway. */
const confirm: Move = (house, of) => {
  if (!isDue(house, of)) return false;
  const reservationId = reserve(house, of);
  return reservationId !== null && house.ask(APPLICATION, of.caseId, confirmation(house, of, reservationId));
};

const isDue = (house: House, of: Case): boolean => {
  const { status, file } = applicationOf(house, of);
  if (status === 'none') return false;
  return !isRejection(
    house.decide(APPLICATION, of.caseId, confirmation(house, of, file.reservationId ?? 'to-be-reserved')),
  );
};

/** The first of the two steps alone, as a crash between them leaves it. */
const reserveAlone: Move = (house, of) => isDue(house, of) && reserve(house, of) !== null;

const withdraw: Move = (house, { caseId }) =>
  house.ask(APPLICATION, caseId, { type: 'WithdrawApplication', data: { now: house.now } });

const correctContact: Move = (house, { caseId }, pick) =>
  house.ask(APPLICATION, caseId, {
    type: 'CorrectContact',
    data: { mailTo: `agent${pick % 7}@example.com`, now: house.now },
  });

const askActivationAgain: Move = (house, { caseId }) =>
  house.ask(APPLICATION, caseId, {
    type: 'RequestActivation',
    data: { requestId: house.newId(), because: 'asked-again', now: house.now },
  });

const activate: Move = (house, of) => {
  const requestId = applicationOf(house, of).file?.activation?.requestId ?? 'none';
  return house.ask(APPLICATION, of.caseId, { type: 'ActivateAccount', data: { requestId, now: house.now } });
};

export const applicant = {
  ...{ start, submitForm, reopenForm, uploadWhatLacks, replaceScan, removeScan, confirm, reserveAlone, withdraw },
  ...{ correctContact, askActivationAgain, activate },
} satisfies Record<string, Move>;
