import { fold } from '@ekey/kernel';
import { scenarios } from '@ekey/kernel/testing';
import fc from 'fast-check';
import type { CertificateCommand } from './certificate.commands';
import { certificate } from './certificate.decider';
import type { CertificateEvent, CertificateOrder } from './certificate.events';

const { given } = scenarios(certificate);
const now = '2026-03-02T02:00:00.000Z';
const order: CertificateOrder = {
  serial: '4A'.repeat(16),
  caseId: 'case-1',
  attempt: 1,
  use: 'signing',
  uscc: '91440300MA5EXAMPLE',
  subject: { provinceName: '广东省', localityName: '深圳市', organisationName: '深圳市示例科技有限公司' },
  tokenSerial: 'EK20260001',
  spki: 'MIIB',
};
const { serial, caseId, uscc } = order;
const validity = { notBefore: now, notAfter: '2027-03-02T02:00:00.000Z' };

const reserved: CertificateEvent = { type: 'SerialNumberReserved', data: { ...order, reservedAt: now } };
const prepared: CertificateEvent = {
  type: 'IssuancePrepared',
  data: { serial, profile: 'signing', ...validity, tbs: 'AAEC', tbsSha256: 'ab', preparedAt: now },
};
const issued: CertificateEvent = {
  type: 'CertificateIssued',
  data: { serial, certificate: 'AAED', sha256: 'cd', issuedAt: now },
};
const released: CertificateEvent = {
  type: 'HoldPublished',
  data: { serial, caseId, uscc, attempt: 1, use: 'signing', ...validity, crlNumber: 7, publishedAt: now },
};
const activated: CertificateEvent = { type: 'CertificateActivated', data: { serial, caseId, uscc, at: now } };
const revoked: CertificateEvent = {
  type: 'CertificateRevoked',
  data: { serial, caseId, uscc, reason: 'superseded', revocationId: 'case-1.1', at: now },
};
const ofHold = { serial, caseId, uscc, revocationId: 'case-1.1', at: now };
const suspended: CertificateEvent = { type: 'CertificateSuspended', data: ofHold };
const reinstated: CertificateEvent = { type: 'CertificateReinstated', data: ofHold };
const withheld: CertificateEvent = {
  type: 'SerialNumberWithheld',
  data: { serial, revocationId: 'case-1.1', withheldAt: now },
};

const reserve: CertificateCommand = { type: 'ReserveSerialNumber', data: { ...order, now } };
const prepare: CertificateCommand = {
  type: 'PrepareIssuance',
  data: { ...validity, tbs: 'AAEC', tbsSha256: 'ab', now },
};
const sign: CertificateCommand = { type: 'RecordSignedCertificate', data: { certificate: 'AAED', sha256: 'cd', now } };
const release: CertificateCommand = { type: 'RecordHoldPublished', data: { crlNumber: 7, now } };
const activate: CertificateCommand = { type: 'ActivateCertificate', data: { now } };
const revoke: CertificateCommand = {
  type: 'RevokeCertificate',
  data: { serial, reason: 'superseded', revocationId: 'case-1.1', now },
};

const suspend: CertificateCommand = { type: 'SuspendCertificate', data: { revocationId: 'case-1.1', now } };
const reinstate: CertificateCommand = { type: 'ReinstateCertificate', data: { revocationId: 'case-1.1', now } };

/** One history that leads to each place of a certificate's life. */
const lives = {
  unknown: [],
  withheld: [withheld],
  reserved: [reserved],
  prepared: [reserved, prepared],
  issued: [reserved, prepared, issued],
  released: [reserved, prepared, issued, released],
  live: [reserved, prepared, issued, released, activated],
  suspended: [reserved, prepared, issued, released, activated, suspended],
  'revoked before it was prepared': [reserved, revoked],
  'revoked before it was signed': [reserved, prepared, revoked],
  revoked: [reserved, prepared, issued, revoked],
} as const satisfies Record<string, readonly CertificateEvent[]>;
type Place = keyof typeof lives;
const asked = { reserve, prepare, sign, release, activate, suspend, reinstate, revoke };
/** Every step that leads elsewhere. What is not listed changes nothing. */
const leadsTo: Record<Place, Partial<Record<keyof typeof asked, Place>>> = {
  unknown: { reserve: 'reserved', revoke: 'withheld' },
  withheld: {},
  reserved: { prepare: 'prepared', revoke: 'revoked before it was prepared' },
  prepared: { sign: 'issued', revoke: 'revoked before it was signed' },
  issued: { release: 'released', revoke: 'revoked' },
  released: { activate: 'live', suspend: 'suspended', revoke: 'revoked' },
  live: { suspend: 'suspended', revoke: 'revoked' },
  suspended: { reinstate: 'live', revoke: 'revoked' },
  'revoked before it was prepared': {},
  'revoked before it was signed': { sign: 'revoked' },
  revoked: {},
};
const places = Object.keys(lives) as Place[];
const lookOf = (facts: readonly CertificateEvent[]): string => {
  const state = fold(certificate, facts);
  if (!('step' in state)) return state.standing;
  // What is signed and revoked is the same however far it had come.
  const isOver = state.standing === 'revoked' && (state.step === 'issued' || state.step === 'released');
  return `${state.standing} ${isOver ? '' : state.step}`;
};

describe('the life of a certificate', () => {
  const everyStep = places.flatMap((from) =>
    (Object.keys(asked) as (keyof typeof asked)[]).map((command) => ({ from, command, to: leadsTo[from][command] })),
  );
  it.each(everyStep)('from $from, $command leads to $to', ({ from, command, to }) => {
    const facts = certificate.decide(asked[command], fold(certificate, lives[from])) as readonly CertificateEvent[];
    expect(facts.length > 0).toBe(to !== undefined);
    expect(lookOf([...lives[from], ...facts])).toBe(lookOf(lives[to ?? from]));
  });
  it('has no dead end: from wherever it is, it can be ended for good', () => {
    for (const place of places) {
      const facts = certificate.decide(revoke, fold(certificate, lives[place])) as readonly CertificateEvent[];
      expect(['revoked', 'withheld']).toContain(fold(certificate, [...lives[place], ...facts]).standing);
    }
  });
  it('is good in one place alone', () => {
    const good = places.filter((place) => fold(certificate, lives[place]).standing === 'live');
    expect(good).toEqual(['live']);
  });
});

describe('a certificate', () => {
  it('begins with its serial number, on hold', () => {
    given().when(reserve).then(reserved);
    expect(given(reserved).state().standing).toBe('on-hold');
  });
  it('is prepared before it is signed', () => {
    given(reserved).when(sign).thenNothing();
    given(reserved).when(prepare).then(prepared);
    given(reserved, prepared).when(sign).then(issued);
  });
  it('is prepared and signed once', () => {
    given(reserved, prepared).when(prepare).thenNothing();
    given(reserved, prepared, issued).when(sign).thenNothing();
  });
  it('leaves issuance only once it is signed and its hold is published', () => {
    given(reserved, prepared).when(release).thenNothing();
    given(reserved, prepared, issued).when(release).then(released);
    given(reserved, prepared, issued, released).when(release).thenNothing();
  });
  it('goes live from the hold, and only once it has left', () => {
    given(reserved, prepared, issued).when(activate).thenNothing();
    given(reserved, prepared, issued, released).when(activate).then(activated);
    given(reserved, prepared, issued, released, activated).when(activate).thenNothing();
  });
});

describe('revoking a certificate', () => {
  const histories: readonly (readonly CertificateEvent[])[] = [
    [reserved],
    [reserved, prepared],
    [reserved, prepared, issued],
    [reserved, prepared, issued, released],
    [reserved, prepared, issued, released, activated],
  ];
  it.each(histories.map((history) => [history.at(-1)?.type, history] as const))(
    'is possible after %s',
    (_last, history) =>
      given(...history)
        .when(revoke)
        .then(revoked),
  );
  it('is done once', () => given(reserved, revoked).when(revoke).thenNothing());
  it.each([
    ['revoked', [reserved, prepared, issued, released, activated, revoked]],
    ['withheld', [withheld]],
  ] as const)('that a second revocation names when it is %s already, is told to that as well, once', (_is, history) => {
    const again: CertificateCommand = {
      type: 'RevokeCertificate',
      data: { serial, reason: 'keyCompromise', revocationId: 'renewal-1.renewed', now },
    };
    const found: CertificateEvent = {
      type: 'CertificateFoundRevoked',
      data: { serial, revocationId: 'renewal-1.renewed', at: now },
    };
    given(...history)
      .when(again)
      .then(found);
    for (const either of [again, revoke])
      given(...history, found)
        .when(either)
        .thenNothing();
    expect(given(...history, found).state().standing).toBe(given(...history).state().standing);
  });
  it('is final: it is not prepared, released or activated afterwards', () => {
    given(reserved, revoked).when(prepare).thenNothing();
    given(reserved, prepared, issued, revoked).when(release).thenNothing();
    given(reserved, prepared, issued, released, revoked).when(activate).thenNothing();
  });
  it('does not keep a signature that was made meanwhile from the log', () =>
    given(reserved, prepared, revoked).when(sign).then(issued));
  it('withholds a number that was not reserved yet, for ever', () => {
    given().when(revoke).then(withheld);
    given(withheld).when(reserve).thenNothing();
    given(withheld).when(revoke).thenNothing();
    given(withheld).when(prepare).thenNothing();
  });
});

describe('a certificate whose key is suspended', () => {
  const live = lives.live;
  it('is good for nothing until the key is taken back, as often as it comes to that', () => {
    given(...live)
      .when(suspend)
      .then(suspended);
    given(...live, suspended)
      .when(reinstate)
      .then(reinstated);
    given(...live, suspended, reinstated)
      .when(suspend)
      .then(suspended);
  });
  it('before it hears of the hand-over goes live with the reinstatement and not before', () => {
    given(...lives.released)
      .when(suspend)
      .then(suspended);
    given(...lives.released, suspended)
      .when(activate)
      .thenNothing();
    given(...lives.released, suspended)
      .when(reinstate)
      .then(reinstated);
  });
});

describe('whatever is sent in whatever order', () => {
  const anyCommand = fc.constantFrom(reserve, prepare, sign, release, activate, revoke);
  it('nothing is signed that was not prepared, nothing live that was not released, nothing undone that was revoked', () =>
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 30 }), (commands) => {
        const facts: CertificateEvent[] = [];
        for (const command of commands) {
          const decided = certificate.decide(command, fold(certificate, facts));
          facts.push(...(decided as readonly CertificateEvent[]));
        }
        const types = facts.map(({ type }) => type);
        expect(new Set(types).size).toBe(types.length);
        const before = (first: CertificateEvent['type'], second: CertificateEvent['type']) =>
          types.includes(second) ? types.indexOf(first) >= 0 && types.indexOf(first) < types.indexOf(second) : true;
        expect(before('SerialNumberReserved', 'IssuancePrepared')).toBe(true);
        expect(before('IssuancePrepared', 'CertificateIssued')).toBe(true);
        expect(before('CertificateIssued', 'HoldPublished')).toBe(true);
        expect(before('HoldPublished', 'CertificateActivated')).toBe(true);
        const end = types.indexOf('CertificateRevoked');
        if (end >= 0) expect(types.slice(end + 1).every((type) => type === 'CertificateIssued')).toBe(true);
      }),
    ));
});

it('passes over a fact that it does not know, and one that came before its beginning', () => {
  const later = { type: 'CertificatePolished', data: {} } as unknown as CertificateEvent;
  expect(fold(certificate, [reserved, later])).toEqual(fold(certificate, [reserved]));
  expect(fold(certificate, [activated])).toEqual(certificate.initial);
});
