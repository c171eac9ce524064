import type { Recorded } from '@ekey/kernel';
import { answerOf } from '@ekey/kernel/testing';
import type { KeyOrderEvent } from '../key-order/key-order.events';
import type { ReplacementEvent } from '../replacement/replacement.events';
import { replaced } from '../testing/example-replacement';
import { recordedHistory } from '../testing/recorded-history';
import type { TokenEvent } from '../token/token.events';
import { tokenStock } from './token-stock.view';

const stocked: TokenEvent = { type: 'TokenStocked', data: { by: 'a', witness: 'b', model: 'UK-3', stockedAt: 'then' } };
const assigned: TokenEvent = {
  type: 'TokenAssigned',
  data: { caseId: 'case-1', attempt: 2, claimId: 'claim-1', assignedAt: 'then' },
};
const shown = (...facts: readonly TokenEvent[]) =>
  answerOf(tokenStock, 'EK1', recordedHistory('issuance.Token-EK1', facts));

describe('a token in the stock', () => {
  it('is shown with its model, and free', () =>
    expect(shown(stocked)).toEqual({
      ...{ serial: 'EK1', model: 'UK-3', status: 'in-stock', caseId: null, attempt: null, claimId: null },
      ...{ custody: 'stock', takenBackBy: null, handedInFor: null, agencyId: null, pickupPointId: null },
      since: '2026-03-02T02:00:00.000Z',
    }));
  it('is shown with the order that holds it, and since when', () =>
    expect(shown(stocked, assigned)).toMatchObject({
      ...{ status: 'assigned', model: 'UK-3', caseId: 'case-1', attempt: 2, claimId: 'claim-1' },
      since: '2026-03-02T02:00:01.000Z',
    }));
  it('is free again when it is given back', () =>
    expect(
      shown(stocked, assigned, { type: 'TokenReleased', data: { claimId: 'claim-1', releasedAt: 'then' } }),
    ).toMatchObject({
      status: 'in-stock',
      caseId: null,
    }));
  it('is in somebody’s hands at every step, and nobody’s in the end', () => {
    const of = { caseId: 'case-1', attempt: 2, at: 'then' };
    const way: readonly TokenEvent[] = [
      { type: 'TokenDispatched', data: of },
      { type: 'TokenArrived', data: of },
      { type: 'TokenHandedOver', data: of },
      { type: 'TokenDied', data: { at: 'then' } },
      { type: 'TokenHandedIn', data: { by: 'agc-1', handedInAt: 'then' } },
      { type: 'TokenReturned', data: { by: 'spl-1', returnedAt: 'then' } },
      { type: 'TokenDestroyed', data: { by: 'a', witness: 'b', destroyedAt: 'then' } },
    ];
    const hands = way.map((_fact, index) => shown(stocked, assigned, ...way.slice(0, index + 1))?.custody);
    expect(hands).toEqual(['carrier', 'counter', 'enterprise', 'enterprise', 'counter', 'returned', 'nobody']);
    expect(shown(stocked, assigned, ...way.slice(0, -2))).toMatchObject({ takenBackBy: 'agc-1' });
    expect(shown(stocked, assigned, ...way)).toMatchObject({ takenBackBy: 'spl-1' });
  });
  it('is its counter’s from the parcel on, and that of another authority where it was handed in there', () => {
    const to = { caseId: 'case-1', kind: 'first', uscc: 'X', attempt: 2, tokenSerial: 'EK1' } as const;
    const place = { agencyId: 'agency-44', pickupPointId: 'point-1' };
    const shipped: KeyOrderEvent = {
      type: 'KeyShipped',
      data: { ...to, ...place, parcelId: 'p', carrier: 'SF', trackingNumber: 'SF1', shippedAt: 'then' },
    };
    const order = recordedHistory('issuance.KeyOrder-case-1', [shipped]);
    const after = (...facts: readonly TokenEvent[]) =>
      answerOf(tokenStock, 'EK1', [...recordedHistory('issuance.Token-EK1', [stocked, assigned, ...facts]), ...order]);
    const recalled: TokenEvent = { type: 'TokenRecalled', data: { recalledAt: 'then' } };
    const handedIn = (agencyId?: string): TokenEvent => ({
      type: 'TokenHandedIn',
      data: { by: 'agc-1', handedInAt: 'then', ...(agencyId === undefined ? {} : { agencyId }) },
    });
    expect(after(recalled)).toMatchObject(place);
    expect(after(recalled, handedIn('agency-44'))).toMatchObject(place);
    expect(after(recalled, handedIn())).toMatchObject(place);
    expect(after(recalled, handedIn('agency-99'))).toMatchObject({ agencyId: 'agency-99', pickupPointId: null });
  });
  it('is in the stock where it was scrapped in the house, and elsewhere where it was when it was', () => {
    const of = { caseId: 'case-1', attempt: 2, at: 'then' };
    const scrappedAs = (ground: 'faulty' | 'damaged' | 'lost'): TokenEvent => ({
      type: 'TokenScrapped',
      data: { ground, by: null, witness: null, scrappedAt: 'then' },
    });
    const sent: TokenEvent = { type: 'TokenDispatched', data: of };
    expect(shown(stocked, assigned, scrappedAs('faulty'))).toMatchObject({ custody: 'stock' });
    expect(shown(stocked, assigned, sent, scrappedAs('damaged'))).toMatchObject({ custody: 'unsettled' });
    expect(shown(stocked, assigned, sent, scrappedAs('lost'))).toMatchObject({ status: 'scrapped', custody: 'nobody' });
  });
  it('is locked again when a suspension is lifted that came over it', () => {
    const of = { caseId: 'case-1', attempt: 2, at: 'then' };
    const life: readonly TokenEvent[] = [
      { type: 'TokenHandedOver', data: of },
      { type: 'TokenLocked', data: { at: 'then' } },
      { type: 'TokenSuspended', data: { at: 'then' } },
      { type: 'TokenReinstated', data: { at: 'then' } },
      { type: 'TokenUnlocked', data: { at: 'then' } },
    ];
    const places = life.map((_fact, index) => shown(stocked, assigned, ...life.slice(0, index + 1))?.status);
    expect(places).toEqual(['handed-over', 'locked', 'suspended', 'locked', 'handed-over']);
  });
  it('is shown with the order at whose counter it is to be handed in, of several the last', () => {
    const of = (caseId: string, fact: ReplacementEvent, from: number) =>
      recordedHistory(`issuance.Replacement-${caseId}`, [fact], from);
    const asked = (...told: readonly Recorded[]) =>
      answerOf(tokenStock, 'EK1', [...recordedHistory('issuance.Token-EK1', [stocked, assigned]), ...told])
        ?.handedInFor;
    expect(asked()).toBeNull();
    expect(asked(...of('case-2', replaced.toReturn(), 10))).toBeNull();
    const change = of('case-2', replaced.toReturn('EK1'), 10);
    expect(asked(...change)).toBe('case-2');
    expect(asked(...change, ...of('case-3', replaced.ended('EK1'), 20))).toBe('case-3');
    expect(asked(...of('case-3', replaced.ended('EK7'), 10))).toBeNull();
  });
  it('can be asked for by how long it has been claimed, as long as it is only claimed', () => {
    const since = (...facts: readonly TokenEvent[]) => tokenStock.indexes['assignedSince']?.(shown(...facts) as never);
    expect(since(stocked)).toBeNull();
    expect(since(stocked, assigned)).toBe('2026-03-02T02:00:01.000Z');
    expect(
      since(stocked, assigned, { type: 'TokenPersonalised', data: { caseId: 'case-1', attempt: 2, at: 'then' } }),
    ).toBeNull();
  });
});
