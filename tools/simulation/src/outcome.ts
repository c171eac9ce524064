import { cases, type Case } from './cast';
import type { House } from './house';
import { applicationOf } from './people/applicant';

type Members = Readonly<Record<string, unknown>>;

/**
 * What everything has come to, by name: every stream as its decider knows it, and what is shown of each case.
 *
 * Left out is what no later decision asks for and only the history of a stream knows: which of several facts asked for
 * one mail and as of when, or how far one service had come with a case when it heard of the end that another had made of it.
 */
export function outcomeOf(house: House): ReadonlyMap<string, unknown> {
  const outcome = new Map(cases.flatMap((of) => shownOf(house, of)));
  for (const category of house.categories()) {
    for (const id of house.ids(category)) {
      const state = lasting(house, category, house.state<Members>(category, id));
      if (state !== null) outcome.set(`${category}-${id}`, state);
    }
  }
  return outcome;
}

const over = { status: 'over' };

/** A stream's state without what only its history knows; `null` where nothing of it lasts. */
function lasting(house: House, category: string, state: Members): unknown {
  switch (category) {
    case 'intake.KeyApplication':
      return state['status'] === 'ended' ? withoutNews(state) : withNewsInOrder(state);
    case 'intake.EnterpriseSlots':
      return { ...state, keys: [...(state['keys'] as string[])].sort() };
    case 'intake.Enterprise':
      return state['status'] === 'bound' ? approvals(state) : null;
    case 'review.Review':
      return isOneOf(state['status'], 'closed', 'never-opened') ? over : state;
    case 'issuance.KeyOrder':
      return isOneOf(state['status'], 'ended', 'withdrawn-early') ? over : state;
    case 'issuance.Certificate':
      return isOneOf(state['standing'], 'revoked', 'withheld') ? over : state;
    case 'issuance.Token':
      return isOneOf(state['status'], 'recalled', 'scrapped') ? over : state;
    // Whether a certificate was revoked or its number withheld, before anybody had the key, its history decides.
    case 'intake.KeyAccess':
    case 'renewal.CertificateTerm':
      return state['standing'] === 'ended' ? null : state;
    case 'notify.Notice':
      return noticeOf(house, state);
    default:
      return state;
  }
}

const isOneOf = (value: unknown, ...values: readonly string[]): boolean => values.some((each) => each === value);

/** Undeliverable mails come in any order; an activation is asked for as of whichever fact came first. */
const withNewsInOrder = (state: Members): Members => {
  const file = state['file'] as Members;
  const { status, requestId } = (file['activation'] ?? {}) as Members;
  const undeliverable = [...(file['undeliverable'] as string[])].sort();
  return { ...state, file: { ...file, undeliverable, activation: { status, requestId } } };
};

const withoutNews = ({ file, ...state }: Members): Members => {
  const { undeliverable: _undeliverable, activation: _activation, ...rest } = file as Members;
  return { ...state, file: rest };
};

/** Of two cases that both brought a key into the enterprise's hand, the one that was heard of first binds. */
const approvals = ({ caseId, setAside }: Members): readonly unknown[] =>
  [caseId, ...(setAside as Members[]).map((each) => each['caseId'])].sort();

/** Whoever has a case that goes on, or has its key, is told the same; of one that ended, that it ended. */
function noticeOf(house: House, { letter, ...state }: Members): unknown {
  const { causingFactId: _causingFactId, ...whole } = letter as Members;
  const { address: _address, parameters: _parameters, ...asked } = whole;
  const content = whole['purpose'] === 'activation' ? asked : whole;
  const of = cases.find(({ caseId }) => caseId === content['caseId']);
  const isOver = of !== undefined && applicationOf(house, of).status === 'ended';
  return isOver && !isOneOf(content['purpose'], 'case-ended', 'application-refused') ? null : { ...state, content };
}

function shownOf(house: House, of: Case): readonly (readonly [string, unknown])[] {
  const isOver = applicationOf(house, of).status === 'ended';
  const answer = house.answer<Members>('intake/application-status', of.caseId);
  const shown = {
    status: answer && statusShown(answer, isOver),
    'line of the review’s queue': house.answer('review/review-queue', of.caseId),
    'deadline of the review': house.answer('review/deadlines', of.caseId),
    'line of the work list': isOver ? null : house.answer('issuance/order-list', of.caseId),
    'deadline of the order': house.answer('issuance/deadlines', of.caseId),
  };
  return Object.entries(shown).map(([what, value]) => [`${what} of ${of.caseId}`, value] as const);
}

/** Which due date counts is shown apart; that of a clock which stopped before it was stated is stated to nobody. */
function statusShown({ own: _own, timeline, ...answer }: Members, isOver: boolean): unknown {
  if (isOver) return { status: answer['status'], turn: answer['turn'], expiring: answer['expiring'] };
  const steps = (timeline as Members[])
    .filter(({ code }) => code !== 'DueDateSet')
    .map(({ sequence: _sequence, at: _at, ...step }) => JSON.stringify(step));
  return { ...answer, steps: steps.sort() };
}
