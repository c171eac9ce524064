import type { Published } from '@ekey/contracts';
import type { Recorded } from '@ekey/kernel';
import { answerOf, recorded } from '@ekey/kernel/testing';
import fc from 'fast-check';
import type { KeyApplicationEvent } from '../key-application/key-application.events';
import {
  accountActivated,
  activationOrdered,
  activationRequested,
  allUploaded,
  applicationIs,
  approved,
  caseId,
  collected,
  confirmedAfter,
  formReopened,
  formSubmitted,
  keyNamed,
  lossReported,
  now,
  preVerified,
  ready,
  remark,
  returned,
  reVerified,
  started,
  startedReplacement,
  underReview,
  uploaded,
  withdrawn,
} from '../key-application/key-application.examples';
import { ofCase } from '../testing/delivered';
import { applicationStatus, type ApplicationStatus } from './application-status.view';
import { tellers } from './application-status/timeline-of';
import { statusLabels } from './status-codes';

const day = (n: number): string => new Date(Date.parse(now) + n * 86_400_000).toISOString();

const own = (events: readonly KeyApplicationEvent[]): Recorded[] =>
  events.map((event, revision) => ofCase(event, caseId, { revision, recordedAt: day(revision / 100) }));
const verdict = { ...applicationIs, round: 1, agencyId: 'fuzhou', officer: 'officer-1', decidedAt: day(1) };
const order = { ...applicationIs, attempt: 1, tokenSerial: 'T1' };
const place = { agencyId: 'fuzhou', pickupPointId: 'fuzhou-1' };

let reviewed = 0;
const review = (type: Published['type'] & `review.${string}`, data: object, revision = reviewed++): Recorded =>
  recorded({ type, data }, { stream: `review.Review-${caseId}`, revision, recordedAt: day(1 + revision / 10) });
let issued = 0;
const issuance = (type: Published['type'] & `issuance.${string}`, data: object, revision = issued++): Recorded =>
  recorded({ type, data }, { stream: `issuance.KeyOrder-${caseId}`, revision, recordedAt: day(2 + revision / 10) });
beforeEach(() => {
  reviewed = 0;
  issued = 0;
});

const passedPre = (round = 1): Recorded => review('review.ApplicationPreVerified.v1', { ...verdict, round });
const passedRe = (round = 1): Recorded =>
  review('review.ApplicationReVerified.v1', { ...verdict, round, dueOn: '2026-03-09' });
const rejected = (stage: 'pre-verification' | 're-verification', round = 1): Recorded =>
  review('review.ApplicationRejected.v1', {
    ...verdict,
    round,
    stage,
    reasons: [{ code: 'G01', target: 'user-agreement' }],
    remark,
  });

function shown(...facts: Recorded[]): ApplicationStatus {
  const answer = answerOf(applicationStatus, caseId, facts);
  if (answer === null) throw new Error('there is no such case');
  return answer;
}
const labelAfter = (...facts: Recorded[]): string => statusLabels[shown(...facts).status].zh;

describe('the status of a case', () => {
  it('is nothing where there is no case', () => expect(answerOf(applicationStatus, caseId, [])).toBeNull());

  it.each<[string, readonly KeyApplicationEvent[]]>([
    ['填写中', [started]],
    ['表单已提交, 待上传材料', [started, formSubmitted()]],
    ['材料上传中', [started, formSubmitted(), uploaded('business-licence')]],
    ['材料齐全, 待确认提交', ready],
    ['填写中', [...ready, formReopened]],
    ['材料上传中', [...ready, formReopened, formSubmitted(2)]],
    ['待核验', underReview],
    ['已撤回', [...underReview, withdrawn()]],
    ['已失效', [started, { type: 'ApplicationExpired', data: { ...applicationIs, round: 0, expiredAt: now } }]],
    [
      '不予办理',
      [
        ...underReview,
        { type: 'RefusalRecorded', data: { ...applicationIs, ground: 'not-eligible', remark, decidedAt: now } },
      ],
    ],
    [
      '已终止',
      [...underReview, { type: 'OrderEndedRecorded', data: { ...applicationIs, ground: 'unclaimed', endedAt: now } }],
    ],
  ])('is %s', (label, events) => expect(labelAfter(...own(events))).toBe(label));

  it('counts the documents that are ready', () => {
    expect(shown(...own([started, formSubmitted(), ...allUploaded.slice(0, 4)])).readyDocuments).toBe(4);
    expect(shown(...own([...ready, formReopened, formSubmitted(2)])).readyDocuments).toBe(4);
  });

  it('follows the reviews', () => {
    expect(labelAfter(...own(underReview), passedPre())).toBe('核验通过');
    expect(labelAfter(...own(underReview), rejected('pre-verification'))).toBe('核验未通过');
    expect(labelAfter(...own(underReview), passedPre(), rejected('re-verification'))).toBe('复核未通过');
    expect(labelAfter(...own(underReview), passedPre(), passedRe())).toBe('复核通过');
    expect(
      labelAfter(
        ...own(underReview),
        review('review.ApplicationRefused.v1', { ...verdict, ground: 'not-eligible', remark }),
      ),
    ).toBe('不予办理');
  });

  it('keeps the label of a rejection until the applicant does something about it', () => {
    const back = [...underReview, returned(['user-agreement'])];
    expect(labelAfter(...own(back), rejected('pre-verification'))).toBe('核验未通过');
    const replaced = [...back, uploaded('user-agreement', 'new', 2, 1, true)];
    expect(labelAfter(...own(replaced), rejected('pre-verification'))).toBe('材料齐全, 待确认提交');
    const again = [...replaced, confirmedAfter(replaced, 2)];
    expect(labelAfter(...own(again), rejected('pre-verification'))).toBe('待核验');
    expect(labelAfter(...own(again), rejected('pre-verification'), passedPre(2))).toBe('核验通过');
  });

  it('asks for the form first where the form was rejected', () =>
    expect(
      labelAfter(...own([...underReview, returned([], { formRejected: true }), uploaded('user-agreement', 'new', 2)])),
    ).toBe('材料上传中'));

  it('follows production, parcel and collection', () => {
    const facts: Recorded[] = [...own([...underReview, preVerified(), reVerified]), passedPre(), passedRe()];
    const steps: [Recorded, string][] = [
      [issuance('issuance.ProductionStarted.v1', { ...order, maker: 'm', startedAt: day(2) }), '电子钥匙制作中'],
      [issuance('issuance.KeyMade.v1', { ...order, madeAt: day(2) }), '制作完成, 待寄出'],
      [
        issuance('issuance.KeyShipped.v1', { ...order, ...place, carrier: 'SF', trackingNumber: 'SF123' }),
        '已寄往发证机构',
      ],
      [issuance('issuance.ParcelLost.v1', { ...order, ground: 'lost' }), '复核通过'],
      [issuance('issuance.ProductionStarted.v1', { ...order, attempt: 2 }), '电子钥匙制作中'],
      [issuance('issuance.KeyMade.v1', { ...order, attempt: 2 }), '制作完成, 待寄出'],
      [
        issuance('issuance.KeyShipped.v1', { ...order, ...place, attempt: 2, carrier: 'SF', trackingNumber: 'SF124' }),
        '已寄往发证机构',
      ],
      [issuance('issuance.KeyReceived.v1', { ...order, ...place }), '发证机构已签收'],
      [
        issuance('issuance.KeyReadyForCollection.v1', {
          ...order,
          ...place,
          papers: ['application-form'],
          collectBy: day(90),
        }),
        '待领取 (请携带全部纸质材料)',
      ],
      [
        issuance('issuance.FinalReviewFailed.v1', {
          ...order,
          reasons: [],
          correctable: true,
          remark,
          decidedAt: day(9),
        }),
        '现场终审未通过',
      ],
      [issuance('issuance.FinalReviewPassed.v1', { ...order, decidedAt: day(10) }), '待领取 (请携带全部纸质材料)'],
      [issuance('issuance.KeyCollected.v1', { ...order, ...place, collectedAt: day(10) }), '已领取'],
    ];
    for (const [fact, label] of steps) {
      facts.push(fact);
      expect(labelAfter(...facts)).toBe(label);
    }
    const answer = shown(...facts);
    expect(answer.parcel).toEqual({ carrier: 'SF', trackingNumber: 'SF124' });
    expect(answer.collection).toMatchObject({ pickupPointId: 'fuzhou-1', toReturn: [], collectBy: day(90) });
  });

  it('is complete with collection and activation, in either order', () => {
    const approvedCase = [...underReview, preVerified(), reVerified, activationRequested()];
    const key = issuance('issuance.KeyCollected.v1', { ...order, ...place, collectedAt: day(10) });
    expect(labelAfter(...own([...approvedCase, activationOrdered, accountActivated]))).toBe('复核通过');
    expect(labelAfter(...own([...approvedCase, activationOrdered, accountActivated]), key)).toBe('已办结 (账户已激活)');
    expect(labelAfter(...own([...approvedCase, collected]))).toBe('已领取');
    expect(labelAfter(...own([...approvedCase, collected, activationOrdered, accountActivated]))).toBe(
      '已办结 (账户已激活)',
    );
  });

  it('says whose move it is', () => {
    expect(shown(...own(ready)).turn).toBe('applicant');
    expect(shown(...own(underReview)).turn).toBe('issuing-authority');
    expect(shown(...own(underReview), passedPre()).turn).toBe('provider');
    const failed = { ...order, reasons: [], remark, decidedAt: day(9) };
    const approvedCase = own([...underReview, preVerified(), reVerified]);
    expect(
      shown(...approvedCase, issuance('issuance.FinalReviewFailed.v1', { ...failed, correctable: true })).turn,
    ).toBe('applicant');
    expect(
      shown(...approvedCase, issuance('issuance.FinalReviewFailed.v1', { ...failed, correctable: false })).turn,
    ).toBe('issuing-authority');
  });
});

describe('the due date', () => {
  const clock = (stage: string, startedAt: string, dueOn: string, more: object = {}) => ({
    caseId,
    kind: 'first',
    stage,
    startedAt,
    dueAt: `${dueOn}T16:00:00.000Z`,
    dueOn,
    provisional: false,
    ...more,
  });
  const pre = (round: number, dueOn: string, more: object = {}) =>
    review('review.DueDateSet.v1', clock('pre-verification', day(round), dueOn, { round, ...more }));

  it('is the one of the round that runs, as it was last stated', () => {
    expect(shown(...own(underReview), pre(1, '2026-03-04', { provisional: true })).due).toEqual({
      stage: 'pre-verification',
      dueAt: '2026-03-04T16:00:00.000Z',
      dueOn: '2026-03-04',
      provisional: true,
      breached: false,
    });
    const restated = shown(...own(underReview), pre(1, '2026-03-04', { provisional: true }), pre(1, '2026-03-05'));
    expect(restated.due).toMatchObject({ dueOn: '2026-03-05', provisional: false });
  });
  it('is none while the case is with the applicant', () =>
    expect(shown(...own([...underReview, returned(['user-agreement'])]), pre(1, '2026-03-04')).due).toBeNull());
  it('says where it was missed', () => {
    const stated = pre(1, '2026-03-04');
    const missed = review('review.DeadlineBreached.v1', clock('pre-verification', day(1), '2026-03-04', { round: 1 }));
    expect(shown(...own(underReview), stated, missed).due).toMatchObject({ breached: true });
    expect(shown(...own(underReview), stated, missed, pre(1, '2026-03-03')).due).toMatchObject({ breached: true });
  });
  it('is not missed any more where it was restated to a later day', () => {
    const stated = pre(1, '2026-03-04');
    const missed = review('review.DeadlineBreached.v1', clock('pre-verification', day(1), '2026-03-04', { round: 1 }));
    const later = pre(1, '2026-03-05');
    expect(shown(...own(underReview), stated, missed, later).due).toMatchObject({
      dueOn: '2026-03-05',
      breached: false,
    });
  });
  it('goes on under issuance, and starts anew with every key made again', () => {
    const facts = [
      ...own([...underReview, preVerified(), reVerified]),
      passedPre(),
      review('review.DueDateSet.v1', clock('re-verification-and-making', day(1), '2026-03-09', { round: 1 })),
    ];
    expect(shown(...facts).due).toMatchObject({ dueOn: '2026-03-09' });
    const remade = issuance(
      'issuance.DueDateSet.v1',
      clock('re-verification-and-making', day(5), '2026-03-16', { attempt: 2 }),
    );
    expect(shown(...facts, remade).due).toMatchObject({ dueOn: '2026-03-16' });
  });
});

describe('the remarks', () => {
  it('are told once each, whichever source brought them first', () => {
    const back = own([...underReview, returned(['user-agreement'])]);
    expect(shown(...back).remarks).toHaveLength(1);
    expect(shown(...own(underReview), rejected('pre-verification')).remarks).toHaveLength(1);
    const both = shown(...back, rejected('pre-verification', 1));
    expect(both.remarks).toMatchObject([
      { round: 1, stage: 'pre-verification', reasons: [{ code: 'G01' }], remark: { $sealed: 'cipher' } },
    ]);
  });
  it('go on with the final review on site', () => {
    const failure = {
      ...order,
      reasons: [{ code: 'T01', target: 'user-agreement' }],
      correctable: true,
      remark,
      decidedAt: day(9),
    };
    const facts = [
      ...own(underReview),
      rejected('pre-verification'),
      issuance('issuance.FinalReviewFailed.v1', failure),
    ];
    expect(shown(...facts).remarks.map(({ stage }) => stage)).toEqual(['pre-verification', 'final-review']);
  });
  it('end with the words of the manager who ended the case', () => {
    expect(shown(...own([...underReview, withdrawn(1, 'slot-released')])).remarks).toMatchObject([
      { round: 1, stage: 'slot-release', ground: 'slot-released', remark: { $sealed: 'cipher' } },
    ]);
    expect(shown(...own([...underReview, withdrawn()])).remarks).toEqual([]);
  });
  it('name no officer', () =>
    expect(JSON.stringify(shown(...own(underReview), passedPre(), passedRe()))).not.toContain('officer-1'));
});

describe('the timeline', () => {
  const facts = () => [
    ...own(underReview),
    passedPre(),
    issuance('issuance.ProductionStarted.v1', { ...order, startedAt: day(2) }),
  ];

  it('tells the steps of all services in the order of time, without single pages', () =>
    expect(shown(...facts()).timeline.map(({ source, code }) => `${source} ${code}`)).toEqual([
      'intake ApplicationStarted',
      'intake FormSubmitted',
      'intake SubmissionConfirmed',
      'review ApplicationPreVerified',
      'issuance ProductionStarted',
    ]));

  it('gives a reader who comes back what is new, even if a late source tells of an earlier time', () => {
    const all = facts();
    const withoutReview = all.filter(({ type }) => !type.startsWith('review.'));
    const first = tellers.after(shown(...withoutReview).timeline, tellers.beginning());
    expect(first.fresh).toHaveLength(4);
    const second = tellers.after(shown(...all).timeline, first.position);
    expect(second.fresh.map(({ code }) => code)).toEqual(['ApplicationPreVerified']);
    expect(tellers.after(shown(...all).timeline, second.position).fresh).toEqual([]);
  });
});

describe('whatever the order in which the services are heard', () => {
  it('the case looks the same in the end', () => {
    const whole = [
      ...underReview,
      preVerified(),
      reVerified,
      activationRequested(),
      activationOrdered,
      accountActivated,
      collected,
    ];
    const mine = own(whole);
    const fromReview = [passedPre(), passedRe()];
    const fromIssuance = [
      issuance('issuance.ProductionStarted.v1', { ...order, startedAt: day(2) }),
      issuance('issuance.KeyMade.v1', { ...order, madeAt: day(3) }),
      issuance('issuance.KeyCollected.v1', { ...order, ...place, collectedAt: day(10) }),
    ];
    const inOrder = JSON.stringify(shown(...mine, ...fromReview, ...fromIssuance));
    const turns = [...mine.map(() => 0), ...fromReview.map(() => 1), ...fromIssuance.map(() => 2)];
    fc.assert(
      fc.property(fc.shuffledSubarray(turns, { minLength: turns.length }), fc.boolean(), (order, twice) => {
        const queues = [[...mine], [...fromReview], [...fromIssuance]];
        const mixed = order.flatMap((source) => queues[source]?.shift() ?? []);
        expect(JSON.stringify(shown(...mixed, ...(twice ? mixed : [])))).toBe(inOrder);
      }),
    );
  });
});

describe('a replacement (补办)', () => {
  const begun = [startedReplacement, keyNamed(), lossReported];
  it('says which key it replaces, and that its loss was reported', () => {
    const answer = shown(...own(begun));
    expect(answer.own).toMatchObject({ kind: 'replacement', replaces: { number: 'EK26000001', ground: 'lost' } });
    expect(answer.timeline.map(({ code }) => code)).toEqual(['ApplicationStarted', 'KeyLossReported']);
  });
  it('is done with the key in hand, where the account was activated before', () => {
    expect(shown(...own([...begun, collected])).status).toBe('DONE');
    expect(shown(...own([startedReplacement, keyNamed({ activatedBefore: false }), collected])).status).toBe(
      'HANDED_OVER',
    );
  });
});

it('a request to unlock the key is told with its answer, and moves nothing', () => {
  const of = { ...applicationIs, tokenSerial: 'EK26000001', requestId: 'request-1' };
  const asked = { type: 'KeyUnlockRequested', data: { ...of, reason: 'pin-forgotten', requestedAt: now } } as const;
  const answered = {
    type: 'KeyUnlockAnswered',
    data: { requestId: 'request-1', outcome: 'suspended', answeredAt: now },
  } as const;
  const before = shown(...own([...approved, collected]));
  const after = shown(...own([...approved, collected, asked, answered]));
  expect(after.status).toBe(before.status);
  expect(after.timeline.slice(before.timeline.length)).toMatchObject([
    { code: 'KeyUnlockRequested' },
    { code: 'KeyUnlockAnswered', detail: { outcome: 'suspended' } },
  ]);
});

it('a request to revoke the key is told with its answer, and moves nothing', () => {
  const of = { ...applicationIs, tokenSerial: 'EK26000001', requestId: 'request-1' };
  const asked = { ground: 'out-of-use', formNumber: 'EK20260302-7K3M9Q2W', requestedAt: now } as const;
  const before = shown(...own([...approved, collected]));
  const after = shown(
    ...own([
      ...[...approved, collected],
      { type: 'KeyRevocationRequested', data: { ...of, ...asked } },
      { type: 'KeyRevocationAnswered', data: { requestId: 'request-1', outcome: 'mistaken', answeredAt: now } },
    ]),
  );
  expect(after.status).toBe(before.status);
  expect(after.timeline.slice(before.timeline.length)).toMatchObject([
    { code: 'KeyRevocationRequested', detail: { ground: 'out-of-use' } },
    { code: 'KeyRevocationAnswered', detail: { outcome: 'mistaken' } },
  ]);
});

it('a key that replaces another waits for whoever brings the old one', () => {
  const ready = issuance('issuance.KeyReadyForCollection.v1', {
    ...{ ...order, ...place, papers: ['application-form'], toReturn: ['EK1'], collectBy: day(90) },
  });
  expect(shown(...own([startedReplacement, keyNamed({ ground: 'damaged' })]), ready).collection).toMatchObject({
    toReturn: ['EK1'],
  });
});

it('a lost key asks for one document more', () => {
  const papers = [formSubmitted(), ...allUploaded];
  const begun = [startedReplacement, keyNamed(), lossReported, ...papers];
  expect(shown(...own(begun))).toMatchObject({ status: 'UPLOADING', readyDocuments: 6 });
  expect(shown(...own([...begun, uploaded('loss-statement')]))).toMatchObject({ status: 'READY', readyDocuments: 7 });
  expect(shown(...own([startedReplacement, keyNamed({ ground: 'damaged' }), ...papers])).status).toBe('READY');
});
