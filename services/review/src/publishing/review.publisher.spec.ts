import { publishedFacts, type PublishedType } from '@ekey/contracts';
import type { Sealed } from '@ekey/kernel';
import { recorded } from '@ekey/kernel/testing';
import type { CalendarYearLoaded } from '../calendar/calendar.events';
import { shanghaiCommission } from '../organisation/organisation.examples';
import type { ReviewCommand } from '../review/review.commands';
import {
  after,
  allBut,
  caseId,
  claim,
  daysAfter,
  defect,
  delivered,
  li,
  manager,
  minutesAfter,
  monday,
  open,
  submission,
  verdict,
  wang,
} from '../review/review.examples';
import type { StoredStaffMemberEvent } from '../staff-member/staff-member.events';
import { reviewPublisher } from './review.publisher';

/** What is published of these commands, each checked against its schema. */
const published = (...commands: readonly ReviewCommand[]) =>
  delivered(after(...commands)).flatMap((fact) => {
    const publication = reviewPublisher.publish(fact);
    if (publication !== null) publishedFacts[publication.type as PublishedType].parse(publication.data);
    return publication === null ? [] : [publication];
  });
const typesOf = (publications: readonly { readonly type: string }[]) => publications.map(({ type }) => type);

const preVerified: readonly ReviewCommand[] = [
  open,
  claim(li, minutesAfter(10)),
  { type: 'PassPreVerification', data: verdict(li, minutesAfter(20)) },
  claim(wang, minutesAfter(30)),
];

describe('what review publishes of a case', () => {
  it('on the good way is two due dates, pre-verified and re-verified', () => {
    const facts = published(...preVerified, {
      type: 'PassReVerification',
      data: { ...verdict(wang, minutesAfter(40)), sealImpressionUsable: true, missingInSeal: [] },
    });
    expect(typesOf(facts)).toEqual([
      'review.DueDateSet.v1',
      'review.ApplicationPreVerified.v1',
      'review.DueDateSet.v1',
      'review.ApplicationReVerified.v1',
    ]);
    expect(facts.every(({ subject }) => subject === caseId)).toBe(true);
    expect(facts[3]?.data).toMatchObject({
      caseId,
      round: 1,
      officer: 'wang',
      preVerifier: 'li',
      nameCn: submission.nameCn,
      documents: submission.documents,
      sealImpressionUsable: true,
      startedAt: minutesAfter(20),
      dueOn: '2026-03-09',
      provisional: false,
    });
  });

  it('is every reason of a rejection, and the remark sealed', () => {
    const marks = allBut(defect('seal-confirmation', 'B03'));
    const facts = published(...preVerified, {
      type: 'RejectReVerification',
      data: verdict(wang, minutesAfter(40), { marks, remark: '印模缺边，请李雷重新加盖' }),
    });
    expect(facts.at(-1)).toMatchObject({
      type: 'review.ApplicationRejected.v1',
      data: {
        stage: 're-verification',
        reasons: [{ code: 'B03', target: 'seal-confirmation' }],
        remark: { $sealed: expect.any(String), field: 'remark' },
      },
    });
    expect(JSON.stringify(facts)).not.toContain('李雷');
  });

  it('is the ground of a refusal', () => {
    const facts = published(open, {
      type: 'RefuseApplication',
      data: { officer: manager, round: 1, ground: 'false-documents', remark: '伪造', now: monday },
    });
    expect(facts.at(-1)).toMatchObject({ type: 'review.ApplicationRefused.v1', data: { ground: 'false-documents' } });
  });

  it('is a breach, with the clock that was breached', () => {
    const facts = published(open, { type: 'CheckDeadline', data: { now: daysAfter(10) } });
    expect(facts.at(-1)).toMatchObject({
      type: 'review.DeadlineBreached.v1',
      data: { stage: 'pre-verification', dueOn: '2026-03-04', breachedAt: daysAfter(10) },
    });
  });

  it('is not who works on it, what is marked so far, or what is only proposed', () => {
    const facts = published(
      open,
      claim(li, monday),
      { type: 'SaveMarks', data: { officer: li, round: 1, marks: allBut(defect('form', 'A06')), now: monday } },
      {
        type: 'ProposeRefusal',
        data: { officer: li, round: 1, ground: 'not-eligible', remark: '已有钥匙', now: monday },
      },
      { type: 'CloseReview', data: { ground: 'withdrawn', closedAt: monday } },
    );
    expect(typesOf(facts)).toEqual(['review.DueDateSet.v1']);
  });
});

describe('what review publishes of an organisation', () => {
  const stream = 'review.Organisation-shanghai';
  const at = monday;

  it('is what it tells the public, and whether it is active', () => {
    const told = [
      recorded({ type: 'OrganisationRegistered' as const, data: { ...shanghaiCommission, at } }, { stream }),
      recorded(
        { type: 'OrganisationChanged' as const, data: { ...shanghaiCommission, active: false, at } },
        { stream },
      ),
      recorded({ type: 'OrganisationDeactivated' as const, data: { ...shanghaiCommission, at } }, { stream }),
      recorded({ type: 'OrganisationActivated' as const, data: { ...shanghaiCommission, at } }, { stream }),
    ].map((fact) => reviewPublisher.publish(fact));
    for (const [index, active] of [true, false, false, true].entries()) {
      expect(told[index]).toEqual({
        type: 'review.OrganisationChanged.v1',
        subject: 'shanghai',
        data: { organisationId: 'shanghai', ...shanghaiCommission, active },
      });
    }
    publishedFacts['review.OrganisationChanged.v1'].parse(told[0]?.data);
  });
});

describe('what review publishes of its staff', () => {
  const stream = 'review.StaffMember-li';
  const at = monday;
  const sealed = (field: string): Sealed => ({ $sealed: 'c2VhbGVk', owner: 'account:li', field });
  const oneTime = { oneTimePasswordHash: sealed('oneTimePasswordHash'), expiresAt: at };
  const who = { login: sealed('login'), name: sealed('name') };
  const place = { organisationId: 'provider', roles: ['SPL'], pickupPointIds: [] } as const;
  const told = (fact: StoredStaffMemberEvent) => {
    const publication = reviewPublisher.publish(recorded(fact, { stream }));
    if (publication !== null) publishedFacts[publication.type as PublishedType].parse(publication.data);
    return publication;
  };

  it('is where somebody works and as what, under an id that names nobody', () => {
    const assigned = {
      type: 'review.StaffMemberAssigned.v1',
      subject: 'li',
      data: { staffId: 'li', organisationId: 'provider', roles: ['SPL'] },
    };
    expect(told({ type: 'StaffMemberInvited', data: { ...who, ...place, ...oneTime, at } })).toEqual(assigned);
    expect(told({ type: 'StaffMemberChanged', data: { name: who.name, ...place, at } })).toEqual(assigned);
    expect(told({ type: 'AdministratorRecovered', data: { ...who, ...oneTime, at } })?.data).toEqual({
      ...{ staffId: 'li', organisationId: null, roles: ['SEC'] },
    });
  });

  it('is whether an account may be used', () => {
    expect([
      told({ type: 'AccessWithdrawn', data: { at } })?.data,
      told({ type: 'AccessRestored', data: { at } })?.data,
    ]).toEqual([
      { staffId: 'li', active: false },
      { staffId: 'li', active: true },
    ]);
  });

  it('is neither their credentials nor their machines', () => {
    const machine = { label: '一号线', publicKey: { kty: 'OKP', crv: 'Ed25519', x: 'x' }, operators: ['li'] } as const;
    for (const fact of [
      { type: 'MachineRegistered', data: { ...machine, ...place, at } },
      { type: 'MachineChanged', data: { ...machine, ...place, at } },
      { type: 'EnrolmentStarted', data: { passwordHash: sealed('passwordHash'), totpSecret: sealed('t'), at } },
      { type: 'EnrolmentConfirmed', data: { at } },
      { type: 'PasswordChanged', data: { passwordHash: sealed('passwordHash'), at } },
      { type: 'CredentialsReset', data: { ...oneTime, at } },
    ] as const)
      expect([fact.type, told(fact)]).toEqual([fact.type, null]);
  });
});

it('a loaded year is published as it was loaded', () => {
  const year = { year: 2027, version: '1', source: '通知', days: { '2027-01-01': { workday: false, name: '元旦' } } };
  const loaded: CalendarYearLoaded = { type: 'CalendarYearLoaded', data: { ...year, edition: 1, loadedAt: monday } };
  const told = reviewPublisher.publish(recorded(loaded, { stream: 'review.Calendar-2027' }));
  expect(told).toEqual({ type: 'review.CalendarYearLoaded.v1', subject: '2027', data: year });
});
