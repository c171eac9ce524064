import { scenarios } from '@ekey/kernel/testing';
import type { GivenMark } from '../review.commands';
import { review } from '../review.decider';
import {
  after,
  allBut,
  claim,
  daysAfter,
  defect,
  good,
  li,
  minutesAfter,
  monday,
  open,
  rejectedFor,
  resubmission,
  verdict,
  zhao,
} from '../review.examples';

const { given } = scenarios(review);
const claimed = () => after(open, claim(li, monday));
const save = (marks: readonly GivenMark[], now = minutesAfter(10), round = 1, officer = li) =>
  ({ type: 'SaveMarks', data: { officer, round, marks, now } }) as const;

describe('marks', () => {
  it('are saved as they are made, and renew the lease', () =>
    given(...claimed())
      .when(save([...good('form'), defect('business-licence', 'C01')]))
      .then({
        type: 'MarksSaved',
        data: {
          officer: 'li',
          leaseUntil: minutesAfter(40),
          stage: 'pre-verification',
          marks: [
            { target: 'form', verdict: 'ok', findings: [], late: false },
            { target: 'business-licence', verdict: 'defective', findings: [{ code: 'C01' }], late: false },
          ],
          reasons: null,
          savedAt: minutesAfter(10),
        },
      }));

  it('may be changed: the later one holds', () => {
    const marked = after(open, claim(li, monday), save([defect('form', 'A06')]));
    given(...marked)
      .when({
        type: 'PassPreVerification',
        data: verdict(li, minutesAfter(20)),
      })
      .thenTypes('MarksSaved', 'PreVerificationPassed', 'DueDateSet');
    const both = given(...claimed())
      .when(save([defect('form', 'A06'), ...good('form')]))
      .facts();
    expect(both[0]).toMatchObject({ data: { marks: [{ target: 'form', verdict: 'ok' }] } });
  });

  it('that are so already are not saved again before the lease is worth renewing', () => {
    const marked = after(open, claim(li, monday), save(good('form')));
    given(...marked)
      .when(save(good('form'), minutesAfter(12)))
      .thenNothing();
    given(...marked)
      .when(save(good('form'), minutesAfter(16)))
      .thenTypes('MarksSaved');
  });

  it('are kept when the lease lapses, for whoever claims next', () => {
    const marked = after(open, claim(li, monday), save(allBut(defect('form', 'A06'))), claim(zhao, minutesAfter(60)));
    given(...marked)
      .when({
        type: 'RejectPreVerification',
        data: verdict(zhao, minutesAfter(61), { marks: [], remark: '请补正' }),
      })
      .thenTypes('PreVerificationRejected');
  });

  it('need a living claim of the one who makes them', () => {
    given(...after(open))
      .when(save(good('form')))
      .thenRejected('NotClaimed');
    given(...claimed())
      .when(save(good('form'), minutesAfter(30)))
      .thenRejected('NotClaimed');
    given(...claimed())
      .when(save(good('form'), minutesAfter(10), 1, zhao))
      .thenRejected('ClaimedByAnother');
  });

  it('are for the round that is looked at', () =>
    given(...claimed())
      .when(save(good('form'), minutesAfter(10), 2))
      .thenRejected('RoundOver', { round: 1 }));

  it('need a coded reason that the catalogue has for what is marked', () => {
    const marking = (mark: GivenMark) => given(...claimed()).when(save([mark]));
    marking({ target: 'form', verdict: 'defective', findings: [] }).thenRejected('FindingsMissing', { target: 'form' });
    marking(defect('form', 'C01')).thenRejected('ReasonUnfit', { target: 'form', reason: 'C01' });
    marking(defect('form', 'Z99')).thenRejected('ReasonUnfit', { target: 'form', reason: 'Z99' });
    marking(defect('business-licence', 'G07')).thenRejected('ReasonUnfit', {
      target: 'business-licence',
      reason: 'G07',
    });
    marking(defect('business-licence', 'T01')).thenRejected('ReasonUnfit', {
      target: 'business-licence',
      reason: 'T01',
    });
    marking(defect('business-licence', 'X01')).thenTypes('MarksSaved');
  });

  it('are for what was submitted', () => {
    const { documents, ...rest } = resubmission(monday);
    const four = { ...rest, documents: documents.filter(({ slot }) => slot !== 'power-of-attorney') };
    given(...after({ type: 'OpenReview', data: { round: 1, ...four } }, claim(li, monday)))
      .when(save(good('power-of-attorney')))
      .thenRejected('TargetUnknown', { target: 'power-of-attorney' });
  });
});

describe('a late defect, on what was accepted and is unchanged', () => {
  const secondRound = () => [
    ...rejectedFor(defect('business-licence', 'C01')),
    ...given(...rejectedFor(defect('business-licence', 'C01')))
      .when({ type: 'OpenReview', data: { round: 2, ...resubmission(daysAfter(1), ['business-licence']) } })
      .facts(),
    {
      type: 'TaskClaimed' as const,
      data: {
        officer: 'li',
        leaseUntil: minutesAfter(30, daysAfter(1)),
        stage: 'pre-verification' as const,
        claimedAt: daysAfter(1),
      },
    },
  ];
  const now = minutesAfter(5, daysAfter(1));

  it('needs a reason why it was not told before', () => {
    given(...secondRound())
      .when(save([defect('user-agreement', 'F01')], now, 2))
      .thenRejected('LateReasonMissing', { target: 'user-agreement' });
    given(...secondRound())
      .when(save([defect('user-agreement', 'F01', ' ')], now, 2))
      .thenRejected('LateReasonMissing', { target: 'user-agreement' });
  });

  it('is told as late, with its reason, and counted in the rejection', () => {
    const late = defect('user-agreement', 'F01', '上一轮漏看第二页');
    const [saved] = given(...secondRound())
      .when(save([late], now, 2))
      .facts();
    expect(saved).toMatchObject({
      data: {
        marks: [{ target: 'user-agreement', verdict: 'defective', late: true }],
        reasons: { 'user-agreement': '上一轮漏看第二页' },
      },
    });
    const facts = given(...secondRound())
      .when({
        type: 'RejectPreVerification',
        data: verdict(li, now, { round: 2, marks: [late, defect('business-licence', 'C03')], remark: '请补正' }),
      })
      .facts();
    expect(facts[1]).toMatchObject({ data: { late: ['user-agreement'], round: 2 } });
    expect(facts[0]).toMatchObject({ data: { reasons: { 'user-agreement': '上一轮漏看第二页' } } });
  });

  it('is not what is found on a document that was replaced', () => {
    const [saved] = given(...secondRound())
      .when(save([defect('business-licence', 'C03', '无关')], now, 2))
      .facts();
    expect(saved).toMatchObject({ data: { marks: [{ late: false }], reasons: null } });
  });

  it('may be taken back', () => {
    const late = given(...secondRound())
      .when(save([defect('user-agreement', 'F01', '漏看')], now, 2))
      .facts();
    given(...secondRound(), ...late)
      .when({
        type: 'PassPreVerification',
        data: verdict(li, now, { round: 2, marks: good('user-agreement', 'business-licence') }),
      })
      .thenTypes('MarksSaved', 'PreVerificationPassed', 'DueDateSet');
  });
});
