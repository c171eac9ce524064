import { isRejection } from '@ekey/kernel';
import fc from 'fast-check';
import { ask, made, now as approvedAt, toUpdate } from '../testing/renewal.examples';
import type { RenewalCommand } from './renewal.commands';
import { renewal } from './renewal.decider';
import { STEPS, type CertificateUse, type RenewalEvent, type Step } from './renewal.events';
import { initial, type RenewalState, type Update } from './renewal.state';

const USES: readonly CertificateUse[] = ['signing', 'encryption'];
const MINUTE = 60_000;
const graceDays = 30;
const old = (use: CertificateUse): string => `old ${use}`;

type Requested = Extract<RenewalEvent, { type: 'CertificateRequestAccepted' }>['data'];

/** An approved renewal, and an issuance that answers when it is its turn: a public key gets one certificate, for ever. */
class Site {
  readonly facts: RenewalEvent[] = [];
  state: RenewalState = toUpdate.reduce((state, fact) => renewal.evolve(state, fact), initial);
  private ms = Date.parse(approvedAt);
  private sessions = 0;
  private readonly waiting: Requested[] = [];
  private readonly claims = new Map<string, string>(USES.map((use) => [old(use), 'before']));
  private readonly certified = new Map<number, Set<CertificateUse>>();

  get update(): Update | null {
    return this.state.status === 'approved' ? this.state.update : null;
  }

  passes(minutes: number): void {
    this.ms += minutes * MINUTE;
  }

  /** @returns whether it was taken */
  sends<Type extends RenewalCommand['type']>(type: Type, data: object): boolean {
    const decision = renewal.decide(ask(type, data as never, new Date(this.ms).toISOString()), this.state);
    if (isRejection(decision)) return false;
    for (const fact of decision) {
      this.facts.push(fact);
      this.state = renewal.evolve(this.state, fact);
      if (fact.type === 'CertificateRequestAccepted') this.waiting.push(fact.data);
    }
    return true;
  }

  opens(): string {
    const sessionId = `session ${(this.sessions += 1)}`;
    this.sends('OpenUpdateSession', { sessionId, nonce: 'nonce', graceDays });
    return sessionId;
  }

  asks(sessionId: string, use: CertificateUse, key: string): boolean {
    return this.sends('AcceptCertificateRequest', {
      ...{ sessionId, use, spki: key, spkiSha256: key, requestSha256: key },
    });
  }

  writes(sessionId: string, step: Step): boolean {
    const { certificates, seal } = made;
    const read = { 'signing-written': certificates.signing, 'encryption-written': certificates.encryption, 'seal-written': seal }; // prettier-ignore
    return this.sends('ConfirmStep', { sessionId, step, sha256: read[step].sha256 });
  }

  /** Answers the request that waits longest. */
  issues(): void {
    const request = this.waiting.shift();
    if (request === undefined) return;
    const { attempt, use, spkiSha256 } = request;
    const purpose = `${attempt}/${use}`;
    if ((this.claims.get(spkiSha256) ?? purpose) !== purpose)
      return void this.sends('RecordRequestRefusal', { attempt, use, code: 'PublicKeyTaken' });
    this.claims.set(spkiSha256, purpose);
    const certified = this.certified.get(attempt) ?? new Set();
    this.certified.set(attempt, certified.add(use));
    if (certified.size === USES.length) this.sends('RecordDelivery', { attempt, ...made });
  }

  /** What a client does whose token has the keys that were asked for last. */
  finishes(): void {
    const session = this.opens();
    for (let key = 0; this.update !== null && this.update.delivery === null && key < 10; key += 1) {
      for (const use of USES) {
        const asked = this.update.requests[use];
        if (asked === undefined || asked.refused !== null) this.asks(session, use, `last ${use} ${key}`);
      }
      while (this.waiting.length > 0) this.issues();
    }
    for (const step of STEPS) this.writes(session, step);
    this.sends('ProveNewKey', { sessionId: session, attempt: this.update?.attempt ?? 0, signature: 'c2ln' });
  }
}

type Move = (site: Site, sessions: string[]) => void;

/** Two computers, each with the session that it has opened last. */
const computer = fc.integer({ min: 0, max: 1 });
const use = fc.constantFrom(...USES);
/** Keys come again: one is the very key that is renewed. */
const keyOf = (of: CertificateUse) => fc.constantFrom(old(of), ...['a', 'b', 'c', 'd'].map((name) => `${name} ${of}`));
/** Who has none opens one. */
const inSession = (site: Site, sessions: string[], at: number): string => (sessions[at] ??= site.opens());
const opens = computer.map(
  (at): Move =>
    (site, sessions) =>
      (sessions[at] = site.opens()),
);
const asks = fc.tuple(computer, use).chain(([at, of]) =>
  keyOf(of).map(
    (key): Move =>
      (site, sessions) =>
        site.asks(inSession(site, sessions, at), of, key),
  ),
);
const writes = fc
  .tuple(computer, fc.option(fc.constantFrom(...STEPS), { freq: 4 }))
  .map(([at, step]): Move => (site, sessions) => {
    const due = STEPS[site.update?.steps.length ?? 0] ?? STEPS[0];
    site.writes(inSession(site, sessions, at), step ?? due);
  });
const proves = fc
  .tuple(computer, fc.option(fc.integer({ min: 1, max: 4 }), { freq: 2 }))
  .map(([at, attempt]): Move => (site, sessions) => {
    const sessionId = inSession(site, sessions, at);
    site.sends('ProveNewKey', { sessionId, attempt: attempt ?? site.update?.attempt ?? 1, signature: 'c2ln' });
  });
const timePasses = fc.constantFrom(1, 1, 16, 1_440, 14 * 1_440).map(
  (minutes): Move =>
    (site) =>
      site.passes(minutes),
);
const clocksLook = fc.constant<Move>((site, sessions) => {
  for (const sessionId of sessions) site.sends('InterruptUpdate', { sessionId });
  site.sends('ExpireRenewal', { graceDays });
});

const moves: fc.Arbitrary<Move> = fc.oneof(
  { weight: 2, arbitrary: opens },
  { weight: 8, arbitrary: asks },
  { weight: 8, arbitrary: fc.constant<Move>((site) => site.issues()) },
  { weight: 6, arbitrary: writes },
  { weight: 1, arbitrary: proves },
  { weight: 1, arbitrary: timePasses },
  { weight: 1, arbitrary: clocksLook },
);

const isOver = ({ type }: RenewalEvent): boolean => type === 'NewKeyProved' || type === 'RenewalEnded';

function holds(facts: readonly RenewalEvent[]): void {
  expect(facts.filter(({ type }) => type === 'AttemptAbandoned').length).toBeLessThanOrEqual(3);
  expect(facts.slice(0, -1).filter(isOver)).toEqual([]);
  let [attempt, delivered, steps]: [number, boolean, readonly Step[]] = [0, false, []];
  for (const { type, data } of facts) {
    if (type === 'AttemptAbandoned') [delivered, steps] = [false, []];
    if (type === 'CertificateRequestAccepted') {
      expect([attempt, Math.max(1, attempt), attempt + 1]).toContain(data.attempt);
      attempt = data.attempt;
    }
    if (type === 'DeliveryRecorded') {
      expect([data.attempt, delivered]).toEqual([attempt, false]);
      delivered = true;
    }
    if (type === 'StepConfirmed') {
      expect([data.attempt, delivered, data.step]).toEqual([attempt, true, STEPS[steps.length]]);
      steps = [...steps, data.step];
    }
    if (type === 'NewKeyProved') expect([data.attempt, steps]).toEqual([attempt, STEPS]);
  }
}

describe('an update of a token, whatever is done in it and in which order', () => {
  const histories = fc.array(moves, { maxLength: 80, size: 'max' });
  const after = (done: readonly Move[]): Site => {
    const [site, sessions]: [Site, string[]] = [new Site(), []];
    for (const move of done) move(site, sessions);
    return site;
  };

  it('loses three pairs at most, confirms what was delivered in its order, and proves nothing else', () =>
    fc.assert(fc.property(histories, (done) => holds(after(done).facts))));

  it('is finished by whoever holds the keys that were asked for last, as long as it is not over', () =>
    fc.assert(
      fc.property(histories, (done) => {
        const site = after(done);
        const isLate = site.state.status === 'approved' && !site.sends('OpenUpdateSession', { sessionId: 'any', nonce: 'n', graceDays }); // prettier-ignore
        if (site.state.status !== 'approved' || isLate) return;
        site.finishes();
        expect(site.state.status).toBe('renewed');
        holds(site.facts);
      }),
    ));
});
