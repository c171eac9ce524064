import type { Recorded } from '@ekey/kernel';
import { answerOf } from '@ekey/kernel/testing';
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
      ...{ custody: 'stock', takenBackBy: null, handedInFor: null },
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
      { type: 'TokenReturned', data: { by: 'agc-1', returnedAt: 'then' } },
      { type: 'TokenDestroyed', data: { by: 'a', witness: 'b', destroyedAt: 'then' } },
    ];
    const hands = way.map((_fact, index) => shown(stocked, assigned, ...way.slice(0, index + 1))?.custody);
    expect(hands).toEqual(['carrier', 'counter', 'enterprise', 'enterprise', 'returned', 'nobody']);
    expect(shown(stocked, assigned, ...way)).toMatchObject({ takenBackBy: 'agc-1' });
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
    const is = { kind: 'replacement', uscc: '91440300MA5EXAMPLE' } as const;
    const owedTo = (caseId: string, toReturn: readonly string[], from: number) =>
      recordedHistory(
        `issuance.KeyOrder-${caseId}`,
        [{ type: 'OldKeysRevoked', data: { caseId, ...is, tokens: ['EK1'], toReturn, revokedAt: 'then' } }],
        from,
      );
    const asked = (...owed: readonly Recorded[]) =>
      answerOf(tokenStock, 'EK1', [...recordedHistory('issuance.Token-EK1', [stocked, assigned]), ...owed]);
    expect(asked()).toMatchObject({ handedInFor: null });
    expect(asked(...owedTo('case-2', [], 10))).toMatchObject({ caseId: 'case-1', handedInFor: null });
    expect(asked(...owedTo('case-2', ['EK1'], 10))).toMatchObject({ caseId: 'case-1', handedInFor: 'case-2' });
    expect(asked(...owedTo('case-2', ['EK1'], 10), ...owedTo('case-3', ['EK1'], 20))?.handedInFor).toBe('case-3');
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
