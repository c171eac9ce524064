import { ALL_SLOTS, SLOTS, type Slot, type SubmittedDocument } from '@ekey/contracts';
import type { GivenMark, Officer, ReviewCommand, VerdictGiven } from './review.commands';
import {
  personalData,
  type DueDateSet,
  type ReviewEvent,
  type ReviewOpened,
  type StoredReviewEvent,
  type Submission,
  type Target,
} from './review.events';
import { review } from './review.decider';
import { isRejection, type Sealed } from '@ekey/kernel';
import { recorded } from '@ekey/kernel/testing';

/** The people, papers and days that the specifications of the review speak of. */

export const caseId = '0b6f7c1e-5d0a-4c59-8f5e-2f7f2c0c9a11';
export const shanghai = 'authority-shanghai';

/** Monday 2 March 2026, 10:00 in Shanghai, and moments after it. */
export const monday = '2026-03-02T02:00:00.000Z';
export const minutesAfter = (minutes: number, from = monday): string =>
  new Date(Date.parse(from) + minutes * 60_000).toISOString();
export const daysAfter = (days: number, from = monday): string => minutesAfter(days * 24 * 60, from);

export const li: Officer = { id: 'li', organisationId: shanghai, roles: ['AGR'] };
export const zhao: Officer = { id: 'zhao', organisationId: shanghai, roles: ['AGR'] };
export const manager: Officer = { id: 'manager', organisationId: shanghai, roles: ['AGM'] };
export const stranger: Officer = { id: 'stranger', organisationId: 'authority-beijing', roles: ['AGR', 'AGM'] };
export const wang: Officer = { id: 'wang', organisationId: 'provider', roles: ['SPR'] };

export const targets: readonly Target[] = ['form', ...SLOTS];

export function scanned(slot: Slot, version = 1): SubmittedDocument {
  const sha256 = `${ALL_SLOTS.indexOf(slot)}${version}`.padEnd(64, '0');
  const image = { documentId: `${caseId}/${sha256}`, type: 'image/jpeg', size: 180_000 };
  const preview = { ...image, size: 20_000 };
  return {
    slot,
    version,
    qr: 'matched',
    pages: [{ image, preview, receivedSha256: sha256, width: 2480, height: 3508, warnings: [] }],
  };
}

export const submission: Submission = {
  kind: 'first',
  uscc: '91310000MA1FL0000X',
  nameCn: '上海示例进出口有限公司',
  agencyId: shanghai,
  pickupPointId: 'pudong',
  licenceTypes: ['import'],
  formNumber: 'F-2026-000001',
  formVersion: 1,
  form: { documentId: `${caseId}/${'f'.repeat(64)}`, type: 'application/json', size: 2_000 },
  changedFields: [],
  documents: SLOTS.map((slot) => scanned(slot)),
  submittedAt: monday,
};

/** The submission of a later round in which these documents were replaced. */
export const resubmission = (submittedAt: string, replaced: readonly Slot[] = [], version = 2): Submission => ({
  ...submission,
  documents: SLOTS.map((slot) => scanned(slot, replaced.includes(slot) ? version : 1)),
  submittedAt,
});

export const opened: ReviewOpened = { type: 'ReviewOpened', data: { round: 1, ...submission } };

/** 2 working days after Monday are Wednesday 4 March: 24:00 in Shanghai. */
export const dueOnWednesday: DueDateSet = {
  type: 'DueDateSet',
  data: {
    kind: 'first',
    round: 1,
    stage: 'pre-verification',
    startedAt: monday,
    dueAt: '2026-03-04T16:00:00.000Z',
    dueOn: '2026-03-04',
    provisional: false,
    warnings: [{ at: '2026-03-03T16:00:00.000Z', grounds: ['halfTime', 'oneDayBefore'] }],
    editions: { 2026: 0 },
    restated: false,
  },
};

export const good = (...of: readonly Target[]): readonly GivenMark[] =>
  of.map((target) => ({ target, verdict: 'ok' }) as const);
export const defect = (target: Target, code: string, reason?: string): GivenMark => ({
  target,
  verdict: 'defective',
  findings: [{ code }],
  ...(reason !== undefined && { reason }),
});
export const allGood = good(...targets);
/** Everything is marked, and these are defective. */
export const allBut = (...defects: readonly GivenMark[]): readonly GivenMark[] => [
  ...good(...targets.filter((target) => defects.every((each) => each.target !== target))),
  ...defects,
];

export const claim = (officer: Officer, now: string): ReviewCommand => ({ type: 'ClaimTask', data: { officer, now } });
export const verdict = (officer: Officer, now: string, more: Partial<VerdictGiven> = {}): VerdictGiven => ({
  officer,
  now,
  round: 1,
  marks: allGood,
  remark: null,
  ...more,
});

/** What the commands lead to, one after the other; a refusal among them is a mistake of the specification. */
export function after(...commands: readonly ReviewCommand[]): readonly ReviewEvent[] {
  let state = review.initial;
  return commands.flatMap((command) => {
    const decision = review.decide(command, state);
    if (isRejection(decision)) throw new Error(`${command.type} was refused: ${JSON.stringify(decision)}`);
    state = decision.reduce(review.evolve, state);
    return decision;
  });
}

export const open: ReviewCommand = { type: 'OpenReview', data: { round: 1, ...submission } };
const preVerified: readonly ReviewCommand[] = [
  open,
  claim(li, minutesAfter(10)),
  { type: 'PassPreVerification', data: verdict(li, minutesAfter(20)) },
];
/** The case after 核验通过, waiting at the provider's desk. */
export const atProvider = (): readonly ReviewEvent[] => after(...preVerified);
/** … and claimed by the provider's reviewer half an hour after the submission. */
export const atProviderClaimed = (): readonly ReviewEvent[] => after(...preVerified, claim(wang, minutesAfter(30)));

/** The first round rejected by the authority at these defects, 20 minutes after the submission. */
export const rejectedFor = (...defects: readonly GivenMark[]): readonly ReviewEvent[] =>
  after(open, claim(li, minutesAfter(10)), {
    type: 'RejectPreVerification',
    data: verdict(li, minutesAfter(20), { marks: allBut(...defects), remark: '请补正后重新提交' }),
  });

const sealedAs = (field: string): Sealed => ({ $sealed: 'c2VhbGVk', owner: `case:${caseId}`, field });

/** The fact as subscriptions deliver it. */
export function asStored(fact: ReviewEvent): StoredReviewEvent {
  const fields: readonly string[] = (personalData.fields as Record<string, readonly string[]>)[fact.type] ?? [];
  const data = Object.entries(fact.data).map(([name, value]) =>
    fields.includes(name) && value !== null ? [name, sealedAs(name)] : [name, value],
  );
  return { type: fact.type, data: Object.fromEntries(data) } as StoredReviewEvent;
}

/** Facts of the case in the order of their revisions. */
export const delivered = (facts: readonly ReviewEvent[]) =>
  facts.map((fact, revision) => recorded(asStored(fact), { stream: `review.Review-${caseId}`, revision }));

/** 变更 of contact data alone: a form without papers. */
export const contactChange = (round = 1): ReviewCommand => ({
  type: 'OpenReview',
  data: { round, ...submission, kind: 'contact', changedFields: ['agent.email'], documents: [] },
});
