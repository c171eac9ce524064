import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import {
  Answers,
  AnswersStored,
  atLeast,
  Caller,
  Commands,
  Does,
  HttpIntent,
  Intent,
  notFound,
  page,
  stored,
  UsedKeys,
  VIEWS,
} from '@ekey/platform';
import type { Condition, ViewStore } from '@ekey/views';
import type { PackKey } from '../key-order/key-order.commands';
import { HandleKeyOrder, KeyOrderHandler } from '../key-order/key-order.handler';
import type { ParcelCommand } from '../parcel/parcel.commands';
import type { ClaimedItem } from '../parcel/parcel.events';
import { HandleParcel, ParcelHandler } from '../parcel/parcel.handler';
import type { ParcelState } from '../parcel/parcel.state';
import { HandleToken } from '../token/token.handler';
import { withEnterprise, type TokenState } from '../token/token.state';
import { parcels } from '../views/parcels.view';
import { isInScope, OrderDesk, personBehind, scopeOf } from './order-desk';
import { parcelIdFor } from './parcel-id';
import { keyHandedOver, packingProblems, parcelProblems, tokenInNoOrder } from './parcels.problems';
import {
  damageRequest,
  lossRequest,
  parcelQuery,
  parcelRequest,
  parcelsQuery,
  receiptRequest,
  type DamageRequest,
  type LossRequest,
  type ParcelQuery,
  type ParcelRequest,
  type ParcelsQuery,
  type ReceiptRequest,
} from './parcels.requests';
import { rehearse } from './rehearsal';
import { parcel as parcelAnswer, parcels as parcelsAnswer, shippedParcel } from './stock.answers';

type Shipped = Extract<ParcelState, { readonly status: 'shipped' }>;

/** Finished keys on their way from the provider to the authority, by scanned tokens. */
@Controller('api/issuance/v1/parcels')
export class ParcelsController {
  constructor(
    private readonly desk: OrderDesk,
    private readonly commands: Commands,
    private readonly usedKeys: UsedKeys,
    @Inject(VIEWS) private readonly views: ViewStore,
  ) {}

  @Does('邮包列表，最新的在前', 'The parcels, newest first')
  @Get()
  @Answers(200, parcelsAnswer)
  list(@Query({ schema: parcelsQuery }) query: ParcelsQuery, @Caller() caller: Caller) {
    const { state, trackingNumber } = query;
    const where: Record<string, Condition> = {
      ...scopeOf(caller),
      ...(state === undefined ? {} : { status: state }),
      ...(trackingNumber === undefined ? {} : { trackingNumber }),
    };
    return this.views.find(parcels, { where, orderBy: 'shippedAt', descending: true, ...page(query) });
  }

  @Does('一个邮包及其清单', 'One parcel, with its manifest')
  @Get(':id')
  @Answers(200, parcelAnswer)
  async get(@Param('id') id: string, @Query({ schema: parcelQuery }) query: ParcelQuery, @Caller() caller: Caller) {
    const found = await this.views.get(parcels, id, atLeast(query));
    if (found === null || !isInScope(caller, found)) throw notFound();
    return found;
  }

  /** Each key is claimed for the parcel first. One carrier's tracking number is one parcel, so that a corrected list is still the same. */
  @Does('将制成的电子钥匙寄往发证机构', 'Send finished keys to the authority')
  @Post()
  @AnswersStored(201, shippedParcel)
  ship(@Body({ schema: parcelRequest }) body: ParcelRequest, @Intent() intent: HttpIntent) {
    const parcelId = parcelIdFor(body.carrier, body.trackingNumber);
    return this.usedKeys.once(parcelId, intent, () => this.shipped(parcelId, body, intent));
  }

  @Does('签收邮包，核对清单', 'Sign for a parcel, its tokens compared with the manifest')
  @Post(':id/receipt')
  @AnswersStored(204)
  receive(
    @Param('id') id: string,
    @Body({ schema: receiptRequest }) body: ReceiptRequest,
    @Intent() intent: HttpIntent,
  ) {
    const { tokens: serials, acceptDifferences } = body;
    const data = { serials, acceptDifferences, by: intent.caller.id, now: intent.now };
    return this.report(id, { type: 'ReceiveParcel', data }, body, intent);
  }

  @Does('报告邮包遗失，电子钥匙重新制作', 'Report a loss: the keys are made again')
  @Post(':id/loss')
  @AnswersStored(204)
  lose(@Param('id') id: string, @Body({ schema: lossRequest }) body: LossRequest, @Intent() intent: HttpIntent) {
    const data = { serials: body.tokens ?? null, by: personBehind(intent.caller), now: intent.now };
    return this.report(id, { type: 'ReportLoss', data }, body, intent);
  }

  @Does('报告邮包损坏或误寄，电子钥匙重新制作', 'Report damage or a wrong parcel: the keys are made again')
  @Post(':id/damage')
  @AnswersStored(204)
  damage(@Param('id') id: string, @Body({ schema: damageRequest }) body: DamageRequest, @Intent() intent: HttpIntent) {
    const data = {
      serials: body.tokens ?? null,
      ground: body.ground,
      by: personBehind(intent.caller),
      now: intent.now,
    };
    return this.report(id, { type: 'ReportDamage', data }, body, intent);
  }

  private async shipped(parcelId: string, body: ParcelRequest, intent: HttpIntent) {
    const { tokens, carrier, trackingNumber, agencyId, pickupPointId } = body;
    const claimId = intent.newId('claim');
    const manifest = await this.manifest(tokens, claimId);
    const where = { parcelId, agencyId, pickupPointId, trackingNumber };
    const by = personBehind(intent.caller);
    const command = { type: 'ShipParcel', data: { ...where, carrier, manifest, by, now: intent.now } } as const;
    if (!(await this.commands.holds(`issuance.Parcel-${parcelId}`, intent.commandId('ship')))) {
      const { state, revision } = await this.parcel(parcelId);
      intent.refuseStale(revision);
      rehearse(ParcelHandler.decider, command, state, parcelProblems);
      await this.pack(manifest, { ...where, claimId }, intent);
    }
    const envelope = intent.envelope({ step: 'ship', sent: body });
    const outcome = await this.commands.send(HandleParcel, parcelId, command, envelope, parcelProblems);
    const items = manifest.map(({ caseId, tokenSerial }) => ({ orderId: caseId, tokenSerial }));
    return stored(outcome, { parcelId, manifest: items });
  }

  private async report(id: string, command: ParcelCommand, sent: unknown, intent: HttpIntent) {
    const { state } = await this.parcel(id);
    if (state.status === 'unknown' || !isInScope(intent.caller, state)) throw notFound();
    await this.refuseHandedOver(command, state);
    return stored(await this.commands.send(HandleParcel, id, command, intent.envelope({ sent }), parcelProblems));
  }

  /** With the hand-over a key's order is over: a report of it would be taken, and nothing would come of it. @throws Problem KeyHandedOver */
  private async refuseHandedOver(command: ParcelCommand, { items }: Shipped): Promise<void> {
    if (command.type !== 'ReportLoss' && command.type !== 'ReportDamage') return;
    // A loss without tokens is of what is still on its way, a damage of all that is in the parcel.
    const isMeant = (serial: string): boolean =>
      command.data.serials?.includes(serial) ?? command.type === 'ReportDamage';
    const gone: string[] = [];
    for (const { tokenSerial, status } of items) {
      if (status !== 'received' || !isMeant(tokenSerial)) continue;
      const { state } = (await this.commands.ask(HandleToken, tokenSerial)) as { state: TokenState };
      if (withEnterprise.includes(state.status)) gone.push(tokenSerial);
    }
    if (gone.length > 0) throw keyHandedOver(gone);
  }

  private async parcel(id: string): Promise<{ readonly state: ParcelState; readonly revision: number }> {
    const { state, revision } = await this.commands.ask(HandleParcel, id);
    return { state: state as ParcelState, revision };
  }

  /** The order of each scanned token, as the token's own stream has it. */
  private async manifest(tokens: readonly string[], claimId: string): Promise<readonly ClaimedItem[]> {
    return Promise.all(
      tokens.map(async (tokenSerial) => {
        const { state } = (await this.commands.ask(HandleToken, tokenSerial)) as { state: TokenState };
        if (state.holder === null) throw tokenInNoOrder(tokenSerial);
        return { caseId: state.holder.caseId, tokenSerial, claimId };
      }),
    );
  }

  /** All of them are asked before the first is claimed, so that one wrong token leaves no claim behind. */
  private async pack(
    manifest: readonly ClaimedItem[],
    parcel: Omit<PackKey['data'], 'tokenSerial' | 'now'>,
    intent: HttpIntent,
  ): Promise<void> {
    const commandFor = ({ tokenSerial }: ClaimedItem): PackKey => ({
      type: 'PackKey',
      data: { ...parcel, tokenSerial, now: intent.now },
    });
    for (const item of manifest) {
      const state = await this.desk.state(item.caseId, intent.caller);
      rehearse(KeyOrderHandler.decider, commandFor(item), state, packingProblems);
    }
    for (const item of manifest) {
      const envelope = intent.envelope({ step: `pack ${item.caseId}`, sent: parcel.parcelId, expectedRevision: null });
      await this.commands.send(HandleKeyOrder, item.caseId, commandFor(item), envelope, packingProblems);
    }
  }
}
