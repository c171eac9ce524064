import { Inject, Injectable } from '@nestjs/common';
import type { Command, Fact } from '@ekey/kernel';
import {
  ACCESS_LOG,
  Commands,
  notFound,
  problem,
  stored,
  VIEWS,
  type AcceptedOutcome,
  type AccessLog,
  type HttpIntent,
  type ProblemTable,
  type StreamCommandClass,
} from '@ekey/platform';
import type { ViewStore } from '@ekey/views';
import type { RevocationCommand } from '../revocation/revocation.commands';
import { keyIdOf, type HeldKey } from '../revocation/revocation.events';
import { HandleRevocation } from '../revocation/revocation.handler';
import { HandleRenewalOrder } from '../renewal-order/renewal-order.handler';
import type { RenewalOrderState } from '../renewal-order/renewal-order.state';
import { certificates } from '../views/certificates.view';
import { orderDetail, type OrderDetail } from '../views/order-detail.view';
import { orderList, type OrderLine } from '../views/order-list.view';
import { tokenStock } from '../views/token-stock.view';
import { keyStandingProblems } from './key-standings.problems';
import { isInScope, personBehind } from './order-desk';

/** Who does it, and when. */
interface ByOfficer {
  readonly by: string;
  readonly now: string;
}

/** A call, and the body that it came with. */
interface Asking {
  readonly intent: HttpIntent;
  readonly sent: unknown;
}

/** Keys in the hands of enterprises, found by the number of one of their certificates, and what officers do about them. */
@Injectable()
export class HeldKeys {
  constructor(
    private readonly commands: Commands,
    @Inject(VIEWS) private readonly views: ViewStore,
    @Inject(ACCESS_LOG) private readonly accessLog: AccessLog,
  ) {}

  /** @throws Problem NotFound where there is no such certificate for the caller, KeyNotInUse where its key is not in use */
  async send(serial: string, { intent, sent }: Asking, command: (key: HeldKey, by: ByOfficer) => RevocationCommand) {
    const key = await this.find(serial, intent);
    const asked = command(key, officerBehind(intent));
    return stored(await this.sendTo(HandleRevocation, key, asked, { intent, sent, problems: keyStandingProblems }));
  }

  /** To the stream that the key names, with a note of who did it. @throws Problem for a refusal */
  async sendTo<C extends Command, Event extends Fact, Code extends string>(
    message: StreamCommandClass<C, Event, Code>,
    key: HeldKey,
    command: C,
    { intent, sent, problems }: Asking & { readonly problems: ProblemTable<Code> },
  ): Promise<AcceptedOutcome<Event>> {
    const outcome = await this.commands.send(message, keyIdOf(key), command, intent.envelope({ sent }), problems);
    await this.accessLog.record({
      ...{ service: 'issuance', caller: intent.caller, action: command.type, subject: key.caseId },
      ...{ purpose: 'verdict', outcome: 'granted' },
    });
    return outcome;
  }

  /** @throws Problem NotFound where there is no such certificate for the caller, KeyNotInUse where its key is not in use */
  find(serial: string, intent: HttpIntent): Promise<HeldKey> {
    return this.findFor(serial, intent, (order) => isInScope(intent.caller, order));
  }

  /** For whoever has something else to show. @throws Problem NotFound, KeyNotInUse */
  findForAnybody(serial: string, intent: HttpIntent): Promise<HeldKey> {
    return this.findFor(serial, intent, () => true);
  }

  private async findFor(serial: string, intent: HttpIntent, isSeen: (order: OrderLine) => boolean): Promise<HeldKey> {
    const certificate = await this.views.get(certificates, serial.toUpperCase());
    if (certificate === null) throw notFound();
    const { caseId, tokenSerial, uscc } = certificate;
    // A renewal has no order of its own: its key is in the token that an order has made.
    const orderId = (await this.views.get(tokenStock, tokenSerial))?.caseId ?? caseId;
    const [line, detail] = await Promise.all([
      this.views.get(orderList, orderId),
      this.views.get(orderDetail, orderId),
    ]);
    if (line === null || detail === null || !isSeen(line)) throw notFound();
    const { agencyId, pickupPointId } = line;
    const pair = orderId === caseId ? madeBy(line, detail) : await this.renewedBy(caseId);
    if (pair === null || !pair.serials.includes(certificate.serial)) throw keyNotInUse();
    const key = { caseId, ...pair, uscc, agencyId, pickupPointId, tokenSerial };
    const isReplaced = certificate.standing === 'revoked' && certificate.reason === 'superseded';
    if (isReplaced && !(await this.wasDone(key, intent))) throw keyNotInUse();
    return key;
  }

  /** A repeat is answered as it was then, also where what it did has put the key out of use. */
  private async wasDone(key: HeldKey, intent: HttpIntent): Promise<boolean> {
    const [id, commandId] = [keyIdOf(key), intent.commandId()];
    if (await this.commands.holds(`issuance.Revocation-${id}`, commandId)) return true;
    return this.commands.holds(`issuance.Unlock-${id}`, commandId);
  }

  private async renewedBy(caseId: string): Promise<Pair | null> {
    const { state } = (await this.commands.ask(HandleRenewalOrder, caseId)) as { state: RenewalOrderState };
    if (state.status !== 'completed') return null;
    const { number: attempt, certificates: made, sealId } = state;
    return { attempt, serials: [made.signing, made.encryption], sealId };
  }
}

export const officerBehind = ({ caller, now }: HttpIntent): ByOfficer => ({ by: personBehind(caller), now });

/** What is in a key, and which attempt has put it there. */
type Pair = Pick<HeldKey, 'attempt' | 'serials' | 'sealId'>;

function madeBy({ attempt }: OrderLine, { collected, making }: OrderDetail): Pair | null {
  if (collected === null || making === null) return null;
  const { signing, encryption } = collected.certificates;
  return { attempt, serials: [signing, encryption], sealId: making.seal?.sealId ?? null };
}

const keyNotInUse = () => problem({ code: 'KeyNotInUse', ...keyStandingProblems.KeyNotInUse });
