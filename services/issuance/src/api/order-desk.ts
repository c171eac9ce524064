import { Inject, Injectable } from '@nestjs/common';
import { isRejection, type Rejection } from '@ekey/kernel';
import {
  acceptedOr,
  Commands,
  hasRole,
  heardOf,
  notFound,
  personOf,
  Problem,
  problem,
  problemOf,
  VIEWS,
  type Caller,
  type HttpIntent,
} from '@ekey/platform';
import type { AtLeast, ViewStore } from '@ekey/views';
import type { KeyOrderCommand } from '../key-order/key-order.commands';
import { HandleKeyOrder, KeyOrderHandler } from '../key-order/key-order.handler';
import type { KeyOrderRejection } from '../key-order/key-order.rejections';
import type { KeyOrderState, KnownOrder } from '../key-order/key-order.state';
import { orderDetail, type OrderDetail } from '../views/order-detail.view';
import { orderList, type OrderLine } from '../views/order-list.view';
import { orderProblems } from './orders.problems';

interface Destination {
  readonly agencyId: string;
  readonly pickupPointId: string;
}

/** The provider's people make keys for everybody; an authority's see what is theirs, its counter what comes to its own points. */
export function isInScope(caller: Caller, { agencyId, pickupPointId }: Destination): boolean {
  if (hasRole(caller, 'SPP', 'SPL', 'SPR', 'CS')) return true;
  if (caller.organisationId !== agencyId) return false;
  const points = caller.pickupPointIds ?? [];
  return hasRole(caller, 'AGM') || points.length === 0 || points.includes(pickupPointId);
}

/** The same as conditions on a list. */
export function scopeOf(caller: Caller): Record<string, string | { in: readonly string[] }> {
  if (hasRole(caller, 'SPP', 'SPL', 'SPR', 'CS')) return {};
  const points = caller.pickupPointIds ?? [];
  const agency = { agencyId: caller.organisationId ?? '' };
  return hasRole(caller, 'AGM') || points.length === 0 ? agency : { ...agency, pickupPointId: { in: points } };
}

/** Duties are separated between persons: a machine says for whom it calls. */
export function personBehind(caller: Caller): string {
  if (caller.kind !== 'machine' || caller.operator !== undefined) return personOf(caller);
  throw operatorMissing();
}

export const operatorMissing = () =>
  problem({
    status: 400,
    code: 'OperatorMissing',
    zh: '设备调用须在 X-Operator 请求头中注明操作员编号。',
    en: 'A machine names its operator in the header X-Operator.',
  });

/** Orders as callers may see them: what is out of one's scope is not there. */
@Injectable()
export class OrderDesk {
  constructor(
    private readonly commands: Commands,
    @Inject(VIEWS) private readonly views: ViewStore,
  ) {}

  /** The order as it stands in its own stream, for decisions: a view may lag. @throws Problem NotFound */
  async state(id: string, caller: Caller): Promise<KnownOrder> {
    const { state } = (await this.commands.ask(HandleKeyOrder, id)) as { state: KeyOrderState };
    if (state.status === 'unknown' || state.status === 'withdrawn-early') throw notFound();
    if (!isInScope(caller, 'about' in state ? state.about : state)) throw notFound();
    return state;
  }

  /** Whether an earlier sending of the same request was carried out: it is answered as it was then. */
  isDone(id: string, intent: HttpIntent, step: string): Promise<boolean> {
    return this.commands.holds(`issuance.KeyOrder-${id}`, intent.commandId(step));
  }

  /** Before something is claimed for the order. @throws Problem where the caller has not seen its latest */
  async refuseStale(id: string, intent: HttpIntent): Promise<void> {
    intent.refuseStale((await this.commands.ask(HandleKeyOrder, id)).revision);
  }

  /** @throws Problem as `refusal` */
  async send(
    id: string,
    command: KeyOrderCommand,
    intent: HttpIntent,
    given: { readonly sent: unknown; readonly step?: string },
  ) {
    const outcome = await this.commands.try(HandleKeyOrder, id, command, intent.envelope(given));
    if (outcome.outcome === 'rejected') throw await this.refusal(id, outcome.rejection);
    return acceptedOr(orderProblems, outcome);
  }

  /** Refuses what the rules would refuse, before something scarce is claimed for it. Stores nothing. @throws Problem as `refusal` */
  async rehearse(id: string, command: KeyOrderCommand, state: KnownOrder): Promise<void> {
    const decision = KeyOrderHandler.decider.decide(command, state);
    if (isRejection(decision)) throw await this.refusal(id, decision);
  }

  async sees(id: string, caller: Caller): Promise<boolean> {
    const line = await this.views.get(orderList, id);
    return line !== null && isInScope(caller, line);
  }

  /** @throws Problem NotFound */
  async read(id: string, caller: Caller, atLeast?: AtLeast): Promise<{ line: OrderLine; detail: OrderDetail }> {
    const line = await this.views.get(orderList, id, atLeast);
    if (line === null || !isInScope(caller, line)) throw notFound();
    const detail = await this.views.get(orderDetail, id, atLeast ?? heardOf('issuance'));
    if (detail === null) throw notFound();
    return { line, detail };
  }

  /** A refusal as its caller is told it: where the order stands in the way, with what has to be done next. */
  async refusal(id: string, rejection: Rejection<KeyOrderRejection>): Promise<Problem> {
    const { content } = problemOf(orderProblems, rejection);
    const line = content.status === 409 ? await this.views.get(orderList, id) : null;
    return new Problem(
      line === null ? content : { ...content, members: { ...content.members, nextStep: line.nextStep } },
    );
  }
}
