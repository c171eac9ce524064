import { rejectionCatalogue } from '@ekey/contracts';
import { scenarios } from '@ekey/kernel/testing';
import { review } from './review.decider';
import {
  after,
  allBut,
  allGood,
  atProvider,
  atProviderClaimed,
  claim,
  contactChange,
  daysAfter,
  defect,
  dueOnWednesday,
  li,
  manager,
  minutesAfter,
  monday,
  open,
  opened,
  rejectedFor,
  resubmission,
  stranger,
  submission,
  verdict,
  wang,
  zhao,
} from './review.examples';

const { given } = scenarios(review);
const claimed = () => after(open, claim(li, minutesAfter(10)));

describe('a submission', () => {
  it('opens the review with a clock of two working days', () => given().when(open).then(opened, dueOnWednesday));

  it('is known when it is told again', () => given(opened, dueOnWednesday).when(open).thenNothing());

  it('has a due date from the first fact on, provisional where the year is not published', () => {
    const late = { ...submission, submittedAt: '2026-12-31T02:00:00.000Z' };
    const facts = given()
      .when({ type: 'OpenReview', data: { round: 1, ...late } })
      .facts();
    expect(facts[1]?.data).toMatchObject({ dueOn: '2027-01-05', provisional: true, editions: { 2026: 0, 2027: -1 } });
  });

  it('of a renewal goes to the provider, with three working days', () => {
    const facts = given()
      .when({ type: 'OpenReview', data: { round: 1, ...submission, kind: 'renewal' } })
      .facts();
    expect(facts[1]?.data).toMatchObject({ stage: 'renewal-review', dueOn: '2026-03-05' });
  });

  it('of contact data goes to the provider, with one working day', () => {
    const facts = given().when(contactChange()).facts();
    expect(facts[1]?.data).toMatchObject({ stage: 'contact-review', dueOn: '2026-03-03' });
  });
});

describe('passing the pre-verification', () => {
  const pass = { type: 'PassPreVerification', data: verdict(li, minutesAfter(20)) } as const;

  it('hands the case to the provider and starts five working days', () => {
    const facts = given(...claimed())
      .when(pass)
      .facts();
    expect(facts.map(({ type }) => type)).toEqual(['MarksSaved', 'PreVerificationPassed', 'DueDateSet']);
    expect(facts[1]?.data).toEqual({
      kind: 'first',
      uscc: submission.uscc,
      agencyId: submission.agencyId,
      round: 1,
      officer: 'li',
      decidedAt: minutesAfter(20),
      remark: null,
    });
    expect(facts[2]?.data).toMatchObject({
      stage: 're-verification-and-making',
      startedAt: minutesAfter(20),
      dueOn: '2026-03-09',
    });
  });

  it('needs a living claim', () => {
    given(opened, dueOnWednesday).when(pass).thenRejected('NotClaimed');
    given(...claimed())
      .when({ type: 'PassPreVerification', data: verdict(li, minutesAfter(41)) })
      .thenRejected('NotClaimed');
  });

  it('is for the one who holds the claim', () =>
    given(...claimed())
      .when({ type: 'PassPreVerification', data: verdict(zhao, minutesAfter(20)) })
      .thenRejected('ClaimedByAnother', { until: minutesAfter(40) }));

  it('needs a mark for the form and for every document', () =>
    given(...claimed())
      .when({ type: 'PassPreVerification', data: verdict(li, minutesAfter(20), { marks: allGood.slice(2) }) })
      .thenRejected('MarksMissing', { targets: ['form', 'application-form'] }));

  it('needs every mark to be good', () =>
    given(...claimed())
      .when({
        type: 'PassPreVerification',
        data: verdict(li, minutesAfter(20), { marks: allBut(defect('business-licence', 'C01')) }),
      })
      .thenRejected('DefectsMarked', { targets: ['business-licence'] }));

  it('is refused to another authority, to the provider, and for another round', () => {
    const by = (officer: typeof li, round = 1) =>
      given(...claimed()).when({ type: 'PassPreVerification', data: verdict(officer, minutesAfter(20), { round }) });
    by(stranger).thenRejected('OfficerUnfit');
    by(wang).thenRejected('OfficerUnfit');
    by(li, 2).thenRejected('RoundOver', { round: 1 });
  });

  it('of an additional key is the manager’s', () => {
    const additional = { type: 'OpenReview', data: { round: 1, ...submission, kind: 'additional' } } as const;
    given(...after(additional, claim(li, minutesAfter(10))))
      .when(pass)
      .thenRejected('ManagerNeeded');
    given(...after(additional, claim(manager, minutesAfter(10))))
      .when({ type: 'PassPreVerification', data: verdict(manager, minutesAfter(20)) })
      .thenTypes('MarksSaved', 'PreVerificationPassed', 'DueDateSet');
  });
});

describe('passing the re-verification', () => {
  const pass = {
    type: 'PassReVerification',
    data: { ...verdict(wang, minutesAfter(40)), sealImpressionUsable: true, missingInSeal: [] },
  } as const;

  it('says whether the seal impression can be used, wherever a paper shows one', () => {
    const unsaid = { ...pass, data: { ...pass.data, sealImpressionUsable: null } };
    given(...atProviderClaimed())
      .when(unsaid)
      .thenRejected('SealImpressionNotJudged');
  });

  it('of contact data says nothing of a seal: there is no paper that shows one', () => {
    const commands = [contactChange(), claim(wang, minutesAfter(10))];
    for (const said of [null, true]) {
      const data = {
        ...verdict(wang, minutesAfter(20), { marks: [{ target: 'form', verdict: 'ok' }] }),
        sealImpressionUsable: said,
        missingInSeal: [],
      };
      const facts = given(...after(...commands))
        .when({ type: 'PassReVerification', data })
        .facts();
      expect(facts.at(-1)).toMatchObject({ type: 'ReVerificationPassed', data: { sealImpressionUsable: false } });
    }
  });

  it('approves, and hands on what the key is made from and the days that are left', () => {
    const facts = given(...atProviderClaimed())
      .when(pass)
      .facts();
    expect(facts.map(({ type }) => type)).toEqual(['MarksSaved', 'ReVerificationPassed']);
    const { nameCn, pickupPointId, formNumber, formVersion, form, documents } = submission;
    expect(facts[1]?.data).toMatchObject({
      officer: 'wang',
      preVerifier: 'li',
      sealImpressionUsable: true,
      submission: { nameCn, pickupPointId, formNumber, formVersion, form, documents },
      due: {
        startedAt: minutesAfter(20),
        dueAt: '2026-03-09T16:00:00.000Z',
        dueOn: '2026-03-09',
        provisional: false,
      },
    });
  });

  it('is not for who pre-verified, whatever his roles are by now', () => {
    const both = { id: 'li', organisationId: 'provider', roles: ['SPR'] } as const;
    given(...atProvider())
      .when(claim(both, minutesAfter(30)))
      .thenRejected('SecondPersonNeeded');
    given(...atProviderClaimed())
      .when({ type: 'PassReVerification', data: { ...pass.data, officer: both } })
      .thenRejected('SecondPersonNeeded');
  });

  it('does not take place before the pre-verification', () =>
    given(...claimed())
      .when(pass)
      .thenRejected('AtOtherStage', { stage: 'pre-verification' }));

  it('needs every mark to be good', () =>
    given(...atProviderClaimed())
      .when({ type: 'PassReVerification', data: { ...pass.data, marks: allBut(defect('business-licence', 'C01')) } })
      .thenRejected('DefectsMarked', { targets: ['business-licence'] }));

  it('promises no key whose seal could not show the enterprise’s name', () =>
    given(...atProviderClaimed())
      .when({ type: 'PassReVerification', data: { ...pass.data, missingInSeal: ['U+20BB7'] } })
      .thenRejected('SealNotPossible', { characters: ['U+20BB7'] }));

  it('needs marks of its own stage: the authority’s are not the provider’s', () =>
    given(...atProviderClaimed())
      .when({ type: 'PassReVerification', data: { ...pass.data, marks: [] } })
      .thenRejected('MarksMissing'));
});

describe('a rejection', () => {
  const reject = (marks = allBut(defect('business-licence', 'C01'), defect('form', 'A06')), remark = '请补正') =>
    given(...claimed()).when({ type: 'RejectPreVerification', data: verdict(li, minutesAfter(20), { marks, remark }) });

  it('tells every defect with its coded reason, and the remark', () => {
    const [, rejected] = reject().facts();
    expect(rejected).toMatchObject({
      type: 'PreVerificationRejected',
      data: {
        stage: 'pre-verification',
        findings: [
          { code: 'A06', target: 'form' },
          { code: 'C01', target: 'business-licence' },
        ],
        remark: '请补正',
        late: [],
      },
    });
  });

  it('needs the form and every document marked, so that one round tells all', () =>
    reject([defect('business-licence', 'C01')]).thenRejected('MarksMissing'));

  it('needs a defect and a remark', () => {
    reject(allGood).thenRejected('DefectMissing');
    reject(undefined, '  ').thenRejected('RemarkMissing');
  });

  it('is not for what no resubmission can put right: that is refused', () =>
    reject(allBut(defect('business-licence', 'C02'))).thenRejected('ReasonNotCorrectable', { reasons: ['C02'] }));

  it('of a renewal may say that a new key is to be applied for', () => {
    const renewal = { type: 'OpenReview', data: { round: 1, ...submission, kind: 'renewal' } } as const;
    const facts = given(...after(renewal, claim(wang, minutesAfter(10))))
      .when({
        type: 'RejectReVerification',
        data: verdict(wang, minutesAfter(20), { marks: allBut(defect('form', 'R01')), remark: '请重新申领' }),
      })
      .facts();
    expect(facts[1]).toMatchObject({ type: 'ReVerificationRejected', data: { stage: 'renewal', kind: 'renewal' } });
  });

  it('of contact data sends back the form, all there is to judge, and carries nothing over', () => {
    const marks = [defect('form', 'A08')];
    const commands = [contactChange(), claim(wang, minutesAfter(10))];
    const work = after(...commands);
    const rejection = {
      type: 'RejectReVerification',
      data: verdict(wang, minutesAfter(20), { marks, remark: '邮件被退回' }),
    } as const;
    const returned = after(...commands, rejection);
    expect(returned.at(-1)).toMatchObject({ type: 'ReVerificationRejected', data: { stage: 'contact' } });
    const anew = given(...returned)
      .when(contactChange(2))
      .facts();
    expect(anew[0]).toMatchObject({
      type: 'RoundOpened',
      data: { carried: { 'pre-verification': [], 're-verification': [], renewal: [] } },
    });
    given(...work)
      .when({
        type: 'ProposeRefusal',
        data: { officer: wang, round: 1, now: minutesAfter(20), ground: 'not-eligible', remark: '不符' },
      })
      .thenRejected('AtOtherStage', { stage: 'contact' });
  });

  it('of contact data is not for the authority', () => {
    given(...after(contactChange()))
      .when(claim(li, minutesAfter(10)))
      .thenRejected('OfficerUnfit', { stage: 'contact' });
  });

  it('of the provider sends the case back as well', () => {
    const facts = given(...atProviderClaimed())
      .when({
        type: 'RejectReVerification',
        data: verdict(wang, minutesAfter(40), {
          marks: allBut(defect('seal-confirmation', 'B03')),
          remark: '印模缺边',
        }),
      })
      .facts();
    expect(facts[1]).toMatchObject({
      type: 'ReVerificationRejected',
      data: { stage: 're-verification', officer: 'wang' },
    });
  });

  it('ends the clock and the work', () => {
    const rejected = rejectedFor(defect('business-licence', 'C01'));
    given(...rejected)
      .when({ type: 'CheckDeadline', data: { now: daysAfter(30) } })
      .thenNothing();
    given(...rejected)
      .when(claim(li, minutesAfter(30)))
      .thenRejected('NotUnderReview', { state: 'returned' });
  });

  it('may give every reason of the catalogue that reviewers have, for each of its targets', () => {
    const ofReviews = rejectionCatalogue.filter(({ stages, correctable }) => stages.includes('review') && correctable);
    expect(ofReviews.length).toBeGreaterThan(25);
    for (const { code, targets } of ofReviews) {
      for (const target of targets) {
        // A first application brings no statement of a loss.
        if (target !== 'counter' && target !== 'loss-statement')
          reject(allBut(defect(target, code))).thenTypes('MarksSaved', 'PreVerificationRejected');
      }
    }
  });
});

describe('a resubmission', () => {
  const again = (replaced: Parameters<typeof resubmission>[1], changedFields: string[] = []) =>
    ({
      type: 'OpenReview',
      data: { round: 2, ...resubmission(daysAfter(1), replaced), changedFields },
    }) as const;
  const rejected = () => rejectedFor(defect('business-licence', 'C01'));

  it('opens the next round of the same case, with a clock in full', () => {
    const facts = given(...rejected())
      .when(again(['business-licence']))
      .facts();
    expect(facts.map(({ type }) => type)).toEqual(['RoundOpened', 'DueDateSet']);
    expect(facts[1]?.data).toMatchObject({ round: 2, startedAt: daysAfter(1), dueOn: '2026-03-05', restated: false });
  });

  it('carries over what was accepted and is unchanged', () => {
    const [round] = given(...rejected())
      .when(again(['business-licence', 'user-agreement']))
      .facts();
    expect(round?.data).toMatchObject({
      carried: {
        'pre-verification': [
          'form',
          'application-form',
          'seal-confirmation',
          'authorised-user-id',
          'power-of-attorney',
        ],
        're-verification': [],
      },
    });
  });

  it('asks for a new look at what was rejected, changed or not', () => {
    const [round] = given(...rejected())
      .when(again([]))
      .facts();
    expect(JSON.stringify(round?.data)).toContain('carried');
    given(
      ...rejected(),
      ...given(...rejected())
        .when(again([]))
        .facts(),
      {
        type: 'TaskClaimed',
        data: { officer: 'li', leaseUntil: daysAfter(2), stage: 'pre-verification', claimedAt: daysAfter(1) },
      },
    )
      .when({ type: 'PassPreVerification', data: verdict(li, minutesAfter(1, daysAfter(1)), { round: 2, marks: [] }) })
      .thenRejected('MarksMissing', { targets: ['business-licence'] });
  });

  it('asks for a new look at a form of which a field was changed', () => {
    const [round] = given(...rejected())
      .when(again(['business-licence'], ['agent.mobile']))
      .facts();
    expect(round?.type === 'RoundOpened' && round.data.carried['pre-verification']).not.toContain('form');
  });

  it('to another authority is looked at anew by it', () => {
    const elsewhere = { ...again(['business-licence']).data, agencyId: 'authority-beijing' };
    const [round] = given(...rejected())
      .when({ type: 'OpenReview', data: elsewhere })
      .facts();
    expect(round?.type === 'RoundOpened' && round.data.carried['pre-verification']).toEqual([]);
  });

  it('after the provider’s rejection goes to the pre-verification again, and keeps each stage’s acceptances', () => {
    const second = after(
      open,
      claim(li, minutesAfter(10)),
      { type: 'PassPreVerification', data: verdict(li, minutesAfter(20)) },
      claim(wang, minutesAfter(30)),
      {
        type: 'RejectReVerification',
        data: verdict(wang, minutesAfter(40), { marks: allBut(defect('seal-confirmation', 'B03')), remark: '缺边' }),
      },
      again(['seal-confirmation']),
      claim(zhao, minutesAfter(10, daysAfter(1))),
    );
    const confirmation = [{ target: 'seal-confirmation', verdict: 'ok' }] as const;
    const passed = given(...second)
      .when({
        type: 'PassPreVerification',
        data: verdict(zhao, minutesAfter(15, daysAfter(1)), { round: 2, marks: confirmation }),
      })
      .facts();
    given(...second, ...passed, {
      type: 'TaskClaimed',
      data: { officer: 'wang', leaseUntil: daysAfter(2), stage: 're-verification', claimedAt: daysAfter(1) },
    })
      .when({
        type: 'PassReVerification',
        data: {
          ...verdict(wang, minutesAfter(20, daysAfter(1)), { round: 2, marks: confirmation }),
          sealImpressionUsable: false,
          missingInSeal: [],
        },
      })
      .thenTypes('MarksSaved', 'ReVerificationPassed');
  });

  it('is known when it is told again, and late when the case is over', () => {
    const inRoundTwo = [
      ...rejected(),
      ...given(...rejected())
        .when(again([]))
        .facts(),
    ];
    given(...inRoundTwo)
      .when(again([]))
      .thenNothing();
    given(...inRoundTwo, { type: 'ReviewClosed', data: { ground: 'expired', closedAt: daysAfter(40) } })
      .when({ type: 'OpenReview', data: { round: 3, ...submission } })
      .thenNothing();
  });
});

describe('a withdrawal', () => {
  const withdraw = { type: 'CloseReview', data: { ground: 'withdrawn', closedAt: daysAfter(1) } } as const;
  const closed = { type: 'ReviewClosed', data: { ground: 'withdrawn', closedAt: daysAfter(1) } } as const;

  it('always wins: at every stage, after a rejection, and over an approval', () => {
    const approved = given(...atProviderClaimed())
      .when({
        type: 'PassReVerification',
        data: { ...verdict(wang, minutesAfter(40)), sealImpressionUsable: true, missingInSeal: [] },
      })
      .facts();
    given(opened, dueOnWednesday).when(withdraw).then(closed);
    given(...atProvider())
      .when(withdraw)
      .then(closed);
    given(...rejectedFor(defect('form', 'A06')))
      .when(withdraw)
      .then(closed);
    given(...atProviderClaimed(), ...approved)
      .when(withdraw)
      .then(closed);
  });

  it('that is told before the submission wins as well', () => {
    given().when(withdraw).then(closed);
    given(closed).when(open).thenNothing();
    given(closed).when(claim(li, monday)).thenRejected('ReviewMissing');
    given(closed).when(withdraw).thenNothing();
  });

  it('of a case that is over changes nothing', () => {
    given(opened, dueOnWednesday, closed).when(withdraw).thenNothing();
  });

  it('ends the work on the case', () =>
    given(opened, dueOnWednesday, closed).when(claim(li, monday)).thenRejected('NotUnderReview', { state: 'closed' }));
});

it('knows no work on a case that was never submitted', () =>
  given().when(claim(li, monday)).thenRejected('ReviewMissing'));
