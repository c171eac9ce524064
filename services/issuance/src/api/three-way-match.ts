import { Inject, Injectable } from '@nestjs/common';
import { canonicalJson, later } from '@ekey/kernel';
import { caseByCase, clockEnvelope, Commands, VIEWS } from '@ekey/platform';
import { everyAnswer, type ViewStore } from '@ekey/views';
import { HandleDifference } from '../difference/difference.handler';
import {
  differencesOfCertificate,
  differencesOfOrder,
  differencesOfToken,
  statusesWithKey,
  type Difference,
  type RenewalOf,
} from '../match/differences';
import type { Compared } from '../match/match.events';
import { HandleRenewalOrder } from '../renewal-order/renewal-order.handler';
import type { RenewalOrderState } from '../renewal-order/renewal-order.state';
import { certificates, type CertificateStatus } from '../views/certificates.view';
import { differences, nameOfSubject, type Subject } from '../views/differences.view';
import { orderList, type OrderLine } from '../views/order-list.view';
import { tokenStock, type StockedToken } from '../views/token-stock.view';

/** What moved within the last hour may not have reached the two others yet; whoever is parked for longer is a difference. */
const SETTLED_MS = 60 * 60_000;
/** After so many others have their turn: a comparison of a million keys holds nobody up. */
const AT_ONCE = 100;

/** One comparison under way. */
interface Night {
  readonly now: string;
  readonly movedBefore: string;
  readonly seen: { -readonly [Kind in keyof Compared]: number };
  different: number;
}
type Outcome = readonly Difference[] | 'moving';

/** Certificates ↔ tokens ↔ orders, each read page by page and held against the other two. */
@Injectable()
export class ThreeWayMatch {
  constructor(
    private readonly commands: Commands,
    @Inject(VIEWS) private readonly views: ViewStore,
  ) {}

  /** Records what differs and what no longer does. @returns how much was compared, and how many things differ. */
  async compare(now: string): Promise<Compared & { readonly different: number }> {
    const movedBefore = later(now, -SETTLED_MS);
    const night: Night = { now, movedBefore, seen: { tokens: 0, certificates: 0, orders: 0 }, different: 0 };
    await this.settle(night);
    const inUse = { standing: { in: ['on-hold', 'live', 'suspended'] } };
    await this.sweep(everyAnswer(this.views, tokenStock), 'tokens', night, (token) => this.lookAtToken(token, night));
    await this.sweep(everyAnswer(this.views, certificates, { where: inUse }), 'certificates', night, (certificate) =>
      this.lookAtCertificate(certificate, night),
    );
    const withKey = { status: { in: statusesWithKey } };
    await this.sweep(everyAnswer(this.views, orderList, { where: withKey }), 'orders', night, (order) =>
      this.lookAtOrder(order, night),
    );
    return { ...night.seen, different: night.different };
  }

  /** What was found before is looked at again, also where no sweep leads to it any more. */
  private async settle(night: Night): Promise<void> {
    const open = everyAnswer(this.views, differences, { where: { state: 'open' } });
    await caseByCase(open, nameOfSubject, async (subject) => {
      const outcome = await this.lookAt(subject, night);
      if (outcome !== 'moving') await this.record(subject, outcome, night);
    });
  }

  private async sweep<Item>(
    items: AsyncIterable<Item>,
    kind: keyof Compared,
    night: Night,
    look: (item: Item) => Promise<{ readonly subject: Subject; readonly outcome: Outcome }>,
  ): Promise<void> {
    await caseByCase(
      items,
      () => null,
      async (item) => {
        night.seen[kind] += 1;
        if (night.seen[kind] % AT_ONCE === 0) await new Promise(setImmediate);
        const { subject, outcome } = await look(item);
        if (outcome === 'moving' || outcome.length === 0) return;
        night.different += 1;
        await this.record(subject, outcome, night);
      },
    );
  }

  private async record(subject: Subject, found: readonly Difference[], { now }: Night): Promise<void> {
    const name = nameOfSubject(subject);
    const command = { type: 'RecordComparison', data: { subject: name, found, now } } as const;
    await this.commands.try(HandleDifference, name, command, clockEnvelope('match', now, canonicalJson([now, name])));
  }

  private async lookAt({ kind, id }: Subject, night: Night): Promise<Outcome> {
    switch (kind) {
      case 'token': {
        const token = await this.views.get(tokenStock, id);
        return token === null ? [] : (await this.lookAtToken(token, night)).outcome;
      }
      case 'certificate': {
        const certificate = await this.views.get(certificates, id);
        return certificate === null ? [] : (await this.lookAtCertificate(certificate, night)).outcome;
      }
      case 'order': {
        const order = await this.views.get(orderList, id);
        return order === null ? [] : (await this.lookAtOrder(order, night)).outcome;
      }
    }
  }

  private async lookAtToken(token: StockedToken, { movedBefore }: Night) {
    const { serial, since } = token;
    const subject: Subject = { kind: 'token', id: serial };
    // What names a blank token is seen from the certificate.
    if (token.status === 'in-stock') return { subject, outcome: [] };
    const held = await collected(everyAnswer(this.views, certificates, { where: { tokenSerial: serial } }));
    const order = await this.orderOf(token);
    const moved = [since, order?.changedAt ?? '', ...held.map(({ changedAt }) => changedAt)];
    if (moved.some((at) => at > movedBefore)) return { subject, outcome: 'moving' as const };
    return { subject, outcome: differencesOfToken(token, held, order) };
  }

  private async lookAtCertificate(certificate: CertificateStatus, { movedBefore }: Night) {
    const { serial, caseId, tokenSerial, changedAt } = certificate;
    const subject: Subject = { kind: 'certificate', id: serial };
    const token = await this.views.get(tokenStock, tokenSerial);
    if (changedAt > movedBefore || (token?.since ?? '') > movedBefore) return { subject, outcome: 'moving' as const };
    const order = token === null ? null : await this.orderOf(token);
    const renewal = caseId === token?.caseId ? 'none' : await this.renewalOf(certificate, movedBefore);
    if (renewal === 'moving') return { subject, outcome: 'moving' as const };
    return { subject, outcome: differencesOfCertificate(certificate, token, order, renewal) };
  }

  private async lookAtOrder(order: OrderLine, { movedBefore }: Night) {
    const subject: Subject = { kind: 'order', id: order.caseId };
    const token = order.tokenSerial === null ? null : await this.views.get(tokenStock, order.tokenSerial);
    if (order.changedAt > movedBefore || (token?.since ?? '') > movedBefore)
      return { subject, outcome: 'moving' as const };
    return { subject, outcome: differencesOfOrder(order, token) };
  }

  private async orderOf({ caseId }: StockedToken): Promise<OrderLine | null> {
    return caseId === null ? null : this.views.get(orderList, caseId);
  }

  /** The attempt under way has its certificates on hold; what is worth something was proved. */
  private async renewalOf(
    { caseId, serial, standing }: CertificateStatus,
    movedBefore: string,
  ): Promise<RenewalOf | 'moving'> {
    const { state } = (await this.commands.ask(HandleRenewalOrder, caseId)) as { state: RenewalOrderState };
    if (state.status === 'unknown') return 'none';
    const { serials, movedAt } = attemptOf(state);
    const isWanted = serials.includes(serial);
    // What is worth something without a proof was never this renewal's.
    if (standing !== 'on-hold') return isWanted && state.status === 'completed' ? 'valid' : 'none';
    if (isWanted) return 'valid';
    return movedAt > movedBefore ? 'moving' : 'over';
  }
}

/** The certificates that the renewal still wants, and since when it wants these and no others. */
function attemptOf(state: Exclude<RenewalOrderState, { status: 'unknown' }>) {
  if (state.status === 'completed') return { serials: Object.values(state.certificates), movedAt: state.completedAt };
  const { attempt, orphanedAt } = state;
  if (orphanedAt !== null) return { serials: [], movedAt: orphanedAt };
  return { serials: Object.values(attempt.asked).flatMap(({ serial }) => serial ?? []), movedAt: attempt.begunAt };
}

async function collected<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}
