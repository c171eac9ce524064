import { answerOf, scenarios } from '@ekey/kernel/testing';
import { review } from '../review/review.decider';
import {
  after,
  allBut,
  atProviderClaimed,
  caseId,
  claim,
  contactChange,
  daysAfter,
  defect,
  delivered,
  good,
  li,
  manager,
  minutesAfter,
  monday,
  open,
  rejectedFor,
  resubmission,
  submission,
  targets,
  verdict,
  wang,
} from '../review/review.examples';
import type { ReviewCommand } from '../review/review.commands';
import type { ReviewEvent } from '../review/review.events';
import { caseDetail } from './case-detail.view';

const { given } = scenarios(review);
const detail = (facts: readonly ReviewEvent[]) => answerOf(caseDetail, caseId, delivered(facts));
const then = (facts: readonly ReviewEvent[], command: ReviewCommand) => [
  ...facts,
  ...given(...facts)
    .when(command)
    .facts(),
];

describe('a case as its reviewer sees it', () => {
  it('is what was submitted, with nothing marked and nothing changed yet', () =>
    expect(detail(after(open))).toMatchObject({
      status: 'pre-verification',
      stage: 'pre-verification',
      round: 1,
      submission,
      changed: null,
      marks: { 'pre-verification': {}, 're-verification': {} },
      verdicts: [],
      lateDefects: 0,
      claim: null,
      clock: { dueOn: '2026-03-04' },
    }));

  it('shows the marks as they are made, with who made them', () => {
    const save = { officer: li, round: 1, marks: good('form'), now: minutesAfter(5) };
    const marked = then(after(open, claim(li, monday)), { type: 'SaveMarks', data: save });
    expect(detail(marked)).toMatchObject({
      marks: { 'pre-verification': { form: { verdict: 'ok', officer: 'li', round: 1, carried: false } } },
      claim: { officer: 'li', leaseUntil: minutesAfter(35) },
    });
  });

  it('keeps each stage’s verdict, the remark sealed', () => {
    expect(detail(atProviderClaimed())).toMatchObject({
      status: 're-verification',
      stage: 're-verification',
      verdicts: [{ stage: 'pre-verification', verdict: 'passed', officer: 'li', decidedAt: minutesAfter(20) }],
      claim: { officer: 'wang' },
    });
    const rejected = detail(rejectedFor(defect('business-licence', 'C01')));
    expect(rejected).toMatchObject({
      status: 'pre-verification-rejected',
      clock: null,
      claim: null,
      verdicts: [{ verdict: 'rejected', findings: [{ code: 'C01', target: 'business-licence' }] }],
    });
    expect(rejected?.verdicts[0]?.remark).toHaveProperty('$sealed');
  });

  it('says in the next round what changed, and which marks stand since the last', () => {
    const again = { round: 2, ...resubmission(daysAfter(1), ['business-licence']), changedFields: ['agent.mobile'] };
    const second = detail(then(rejectedFor(defect('business-licence', 'C01')), { type: 'OpenReview', data: again }));
    expect(second).toMatchObject({
      status: 'pre-verification',
      round: 2,
      changed: { fields: ['agent.mobile'], slots: ['business-licence'] },
      verdicts: [{ round: 1, verdict: 'rejected' }],
    });
    const stands = targets.filter((target) => target !== 'form' && target !== 'business-licence');
    expect(Object.keys(second?.marks['pre-verification'] ?? {})).toEqual(stands);
    expect(second?.marks['pre-verification']['user-agreement']).toMatchObject({
      carried: true,
      round: 1,
      officer: 'li',
    });
  });

  it('counts what was found late, with the reason sealed', () => {
    const now = minutesAfter(5, daysAfter(1));
    const round = { round: 2, ...resubmission(daysAfter(1), ['business-licence']) };
    const second = then(rejectedFor(defect('business-licence', 'C01')), { type: 'OpenReview', data: round });
    const marks = [defect('user-agreement', 'F01', '漏看第二页'), ...good('business-licence')];
    const rejected = then(then(second, claim(li, now)), {
      type: 'RejectPreVerification',
      data: verdict(li, now, { round: 2, marks, remark: '请补正' }),
    });
    expect(detail(rejected)).toMatchObject({
      lateDefects: 1,
      lateReasons: [{ round: 2, stage: 'pre-verification', officer: 'li', reasons: { $sealed: expect.any(String) } }],
      verdicts: [{ round: 1 }, { round: 2, late: ['user-agreement'] }],
    });
  });

  it('shows the approval, and whether the impression can be used', () => {
    const approve = { ...verdict(wang, minutesAfter(40)), sealImpressionUsable: false, missingInSeal: [] };
    expect(detail(then(atProviderClaimed(), { type: 'PassReVerification', data: approve }))).toMatchObject({
      status: 'approved',
      clock: null,
      verdicts: [{ verdict: 'passed' }, { verdict: 'passed', sealImpressionUsable: false, stage: 're-verification' }],
    });
  });

  it('shows a proposal, and what the manager made of it', () => {
    const ground = {
      officer: wang,
      round: 1,
      ground: 'false-documents',
      remark: '伪造',
      now: minutesAfter(40),
    } as const;
    const proposed = then(atProviderClaimed(), { type: 'ProposeRefusal', data: ground });
    expect(detail(proposed)).toMatchObject({ proposal: { by: 'wang', ground: 'false-documents' }, claim: null });
    const declined = then(proposed, { type: 'DeclineRefusal', data: { ...ground, officer: manager } });
    expect(detail(declined)).toMatchObject({ proposal: null, status: 're-verification' });
    const refused = then(proposed, { type: 'RefuseApplication', data: { ...ground, officer: manager } });
    expect(detail(refused)).toMatchObject({ status: 'refused', proposal: null, clock: null });
    expect(detail(refused)?.verdicts.at(-1)).toMatchObject({ verdict: 'refused', ground: 'false-documents' });
  });

  it('of a rejection by the provider, of a renewal and of an ended case has the status of its own', () => {
    const remark = { marks: allBut(defect('seal-confirmation', 'B03')), remark: '缺边' };
    const reject = { type: 'RejectReVerification', data: verdict(wang, minutesAfter(40), remark) } as const;
    expect(detail(then(atProviderClaimed(), reject))).toMatchObject({ status: 're-verification-rejected' });
    const renewal = after(
      { type: 'OpenReview', data: { round: 1, ...submission, kind: 'renewal' } },
      claim(wang, minutesAfter(30)),
    );
    expect(detail(then(renewal, reject))).toMatchObject({ status: 'renewal-rejected' });
    const change = after(contactChange(), claim(wang, minutesAfter(30)));
    expect(detail(change)).toMatchObject({ status: 'contact', marks: { contact: {} } });
    const pass = {
      type: 'PassReVerification',
      data: {
        ...verdict(wang, minutesAfter(40), { marks: [{ target: 'form', verdict: 'ok' }] }),
        sealImpressionUsable: false,
        missingInSeal: [],
      },
    } as const;
    expect(detail(then(change, pass))).toMatchObject({
      status: 'contact-approved',
      marks: { contact: { form: { verdict: 'ok' } } },
    });
    const close = { type: 'CloseReview', data: { ground: 'expired', closedAt: daysAfter(30) } } as const;
    expect(detail(then(after(open), close))).toMatchObject({ status: 'expired', clock: null });
  });
});
