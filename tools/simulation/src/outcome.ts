import { cases, type Case } from './cast';
import type { House } from './house';
import { applicationOf } from './people/applicant';

type Members = Readonly<Record<string, unknown>>;

/**
 * What everything has come to, by name: every stream as its decider knows it, and what is shown of each case. Left out is
 * what no later decision asks for: revisions, the order between news of different services, and how far a case had come
 * on one desk when the news of its end arrived there.
 */
export function outcomeOf(house: House): ReadonlyMap<string, unknown> {
  const streams = house
    .categories()
    .flatMap((category) => house.ids(category).map((id) => [`${category}-${id}`, settled(category, house.state(category, id))] as const));
  return new Map([...streams.filter(([name, state]) => matters(house, name, state as Members)), ...cases.flatMap((of) => shown(house, of))]);
}

const over = { status: 'over' };

/** A stream's state without what only its history knows. */
function settled(category: string, state: Members): unknown {
  const { status, standing } = state;
  switch (category) {
    case 'review.Review':
      return status === 'closed' || status === 'never-opened' ? over : state;
    case 'issuance.KeyOrder':
      return status === 'ended' || status === 'withdrawn-early' ? over : state;
    case 'issuance.Certificate':
      return standing === 'revoked' || standing === 'withheld' ? over : state;
    case 'intake.KeyApplication':
      return status === 'ended' ? { ...state, file: withoutNews(state['file'] as Members) } : { ...state, file: sorted(state['file'] as Members) };
    case 'notify.Notice':
      return withoutCause(state);
    case 'intake.Enterprise':
      return withoutTurns(state);
    default:
      return state;
  }
}

/** Several facts may ask for one mail; which of them came first is told by the history alone. */
const withoutCause = ({ letter, ...state }: Members): Members => {
  const { causingFactId: _causingFactId, ...content } = letter as Members;
  return { ...state, letter: content };
};

/** Of two cases that both brought a key into the enterprise's hand, whichever was heard of first binds. */
const withoutTurns = ({ caseId, setAside }: Members): Members => ({
  approved: [caseId, ...((setAside ?? []) as Members[]).map((each) => each['caseId'])].sort(),
});

const sorted = (file: Members): Members => ({ ...file, undeliverable: [...(file['undeliverable'] as string[])].sort() });
const withoutNews = ({ undeliverable: _undeliverable, activation: _activation, ...file }: Members): Members => file;

/** An ended case has been told of its end; which news of before had reached it by then is as it may be. */
function matters(house: House, name: string, state: Members): boolean {
  if (name.startsWith('intake.Enterprise-')) return state['status'] === 'bound';
  if (!name.startsWith('notify.Notice-')) return true;
  const { caseId, purpose } = state['letter'] as { caseId?: string; purpose: string };
  const of = cases.find((each) => each.caseId === caseId);
  return of === undefined || applicationOf(house, of).status !== 'ended' || ends.includes(purpose);
}

const ends = ['case-ended', 'application-refused', 'key-collected'];

function shown(house: House, of: Case): readonly (readonly [string, unknown])[] {
  const { status } = applicationOf(house, of);
  const answer = house.answer<Members>('intake/application-status', of.caseId);
  const queue = house.answer('review/review-queue', of.caseId);
  const deadlines = [house.answer('review/deadlines', of.caseId), house.answer('issuance/deadlines', of.caseId)];
  const order = status === 'ended' ? null : house.answer('issuance/order-list', of.caseId);
  return Object.entries({ status: answer && statusShown(answer, status === 'ended'), queue, deadlines, order }).map(
    ([what, value]) => [`${what} shown of ${of.caseId}`, value] as const,
  );
}

function statusShown({ own: _own, timeline, ...answer }: Members, isEnded: boolean): unknown {
  if (isEnded) return { status: answer['status'], turn: answer['turn'], expiring: answer['expiring'] };
  const steps = (timeline as Members[]).map(({ sequence: _sequence, ...step }) => JSON.stringify(step)).sort();
  return { ...answer, steps };
}
