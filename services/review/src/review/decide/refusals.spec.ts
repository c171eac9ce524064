import { scenarios } from '@ekey/kernel/testing';
import type { RefuseApplication } from '../review.commands';
import { review } from '../review.decider';
import {
  after,
  atProviderClaimed,
  claim,
  defect,
  li,
  manager,
  minutesAfter,
  open,
  rejectedFor,
  stranger,
  submission,
  verdict,
  wang,
} from '../review.examples';

const { given } = scenarios(review);
const now = minutesAfter(45);
const grounds = { round: 1, ground: 'false-documents', remark: '营业执照系伪造', now } as const;
const refuse = (more: Partial<RefuseApplication['data']> = {}) =>
  ({ type: 'RefuseApplication', data: { officer: manager, ...grounds, ...more } }) as const;
const propose = { type: 'ProposeRefusal', data: { officer: wang, ...grounds } } as const;
const proposed = () => [
  ...atProviderClaimed(),
  ...given(...atProviderClaimed())
    .when(propose)
    .facts(),
];
const decline = { type: 'DeclineRefusal', data: { officer: manager, round: 1, remark: '原件已核对', now } } as const;

describe('the manager of the authority', () => {
  it('refuses on his own, with a ground and a remark, at either stage', () => {
    const { kind, uscc, agencyId } = submission;
    const refused = {
      type: 'ApplicationRefused',
      data: {
        kind,
        uscc,
        agencyId,
        round: 1,
        officer: 'manager',
        ground: 'false-documents',
        proposedBy: null,
        remark: '营业执照系伪造',
        decidedAt: now,
      },
    } as const;
    given(...after(open, claim(li, minutesAfter(40))))
      .when(refuse())
      .then(refused);
    given(...atProviderClaimed())
      .when(refuse())
      .then(refused);
  });

  it('is the only one who refuses', () => {
    given(...after(open))
      .when(refuse({ officer: li }))
      .thenRejected('ManagerNeeded');
    given(...after(open))
      .when(refuse({ officer: stranger }))
      .thenRejected('ManagerNeeded');
    given(...atProviderClaimed())
      .when(refuse({ officer: wang }))
      .thenRejected('ManagerNeeded');
  });

  it('needs a remark, a ground that fits the kind, and the round that is looked at', () => {
    given(...after(open))
      .when(refuse({ remark: ' ' }))
      .thenRejected('RemarkMissing');
    given(...after(open))
      .when(refuse({ ground: 'discretion' }))
      .thenRejected('GroundUnfit', { ground: 'discretion' });
    given(...after({ type: 'OpenReview', data: { round: 1, ...submission, kind: 'additional' } }))
      .when(refuse({ ground: 'discretion' }))
      .thenTypes('ApplicationRefused');
    given(...after(open))
      .when(refuse({ round: 2 }))
      .thenRejected('RoundOver', { round: 1 });
  });

  it('ends the case by it', () => {
    const refused = [
      ...after(open),
      ...given(...after(open))
        .when(refuse())
        .facts(),
    ];
    given(...refused)
      .when(claim(li, now))
      .thenRejected('NotUnderReview', { state: 'refused' });
    given(...refused)
      .when({ type: 'OpenReview', data: { round: 2, ...submission } })
      .thenNothing();
    given(...refused)
      .when({ type: 'CloseReview', data: { ground: 'withdrawn', closedAt: now } })
      .thenNothing();
  });

  it('decides while the case is under review only', () => {
    given().when(refuse()).thenRejected('ReviewMissing');
    given(...rejectedFor(defect('form', 'A06')))
      .when(refuse())
      .thenRejected('NotUnderReview', { state: 'returned' });
  });
});

describe('a proposal to refuse', () => {
  it('is made by who works on the case', () => {
    given(...atProviderClaimed())
      .when(propose)
      .then({
        type: 'RefusalProposed',
        data: {
          round: 1,
          stage: 're-verification',
          officer: 'wang',
          ground: 'false-documents',
          remark: '营业执照系伪造',
          decidedAt: now,
        },
      });
    given(...after(open))
      .when({ ...propose, data: { ...propose.data, officer: li } })
      .thenRejected('NotClaimed');
  });

  it('leaves the case to the manager until he has answered', () => {
    given(...proposed())
      .when(claim(wang, now))
      .thenRejected('RefusalPending');
    given(...proposed())
      .when({
        type: 'PassReVerification',
        data: { ...verdict(wang, now), sealImpressionUsable: true, missingInSeal: [] },
      })
      .thenRejected('RefusalPending');
  });

  it('may be followed', () => {
    const [refused] = given(...proposed())
      .when(refuse({ ground: 'not-eligible' }))
      .facts();
    expect(refused).toMatchObject({ data: { officer: 'manager', proposedBy: 'wang', ground: 'not-eligible' } });
  });

  it('may be declined, which gives the case back to its desk', () => {
    const declined = given(...proposed())
      .when(decline)
      .facts();
    expect(declined).toMatchObject([{ type: 'RefusalDeclined', data: { proposedBy: 'wang', remark: '原件已核对' } }]);
    given(...proposed(), ...declined)
      .when(claim(wang, now))
      .thenTypes('TaskClaimed');
  });

  it('is declined by the manager, with a remark, where there is one', () => {
    given(...atProviderClaimed())
      .when(decline)
      .thenRejected('RefusalNotProposed');
    given(...proposed())
      .when({ ...decline, data: { ...decline.data, officer: wang } })
      .thenRejected('ManagerNeeded');
    given(...proposed())
      .when({ ...decline, data: { ...decline.data, remark: '' } })
      .thenRejected('RemarkMissing');
    given().when(decline).thenRejected('ReviewMissing');
  });

  it('leaves the clock running', () =>
    given(...proposed())
      .when({ type: 'CheckDeadline', data: { now: '2027-03-01T00:00:00.000Z' } })
      .thenTypes('DeadlineBreached'));

  it('is not for renewals', () => {
    const renewal = { type: 'OpenReview', data: { round: 1, ...submission, kind: 'renewal' } } as const;
    given(...after(renewal, claim(wang, minutesAfter(40))))
      .when(propose)
      .thenRejected('AtOtherStage', { stage: 'renewal' });
  });
});
