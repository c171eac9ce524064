import { answerOf } from '@ekey/kernel/testing';
import type { KeyOrderEvent } from '../key-order/key-order.events';
import {
  ask,
  caseId,
  documents,
  factsAfter,
  historyTo,
  parcel,
  seal,
  serialOf,
  tokenOf,
  validity,
} from '../testing/example-order';
import { recordedHistory } from '../testing/recorded-history';
import { orderDetail } from './order-detail.view';

const shown = (facts: readonly KeyOrderEvent[]) =>
  answerOf(orderDetail, caseId, recordedHistory(`issuance.KeyOrder-${caseId}`, facts));

describe('an order in detail', () => {
  it('names the reviewed documents page by page', () =>
    expect(shown(historyTo('to-make'))).toMatchObject({ caseId, documents, making: null, reVerifier: 'spr-1' }));
  it('tells of the making step by step', () => {
    expect(shown(factsAfter(ask.open, ask.start(), ask.issue('signing')))?.making).toMatchObject({
      tokenSerial: tokenOf(1),
      maker: 'spp-1',
      certificates: { signing: { serial: serialOf('signing'), notBefore: null, notAfter: null } },
      seal: null,
    });
    expect(shown(historyTo('shipped'))?.making).toMatchObject({
      certificates: {
        signing: { serial: serialOf('signing'), ...validity },
        encryption: { serial: serialOf('encryption'), ...validity },
      },
      seal: { ...seal, picture: 'drawn' },
      quality: { checker: 'spp-2' },
      pinLetter: { letterNumber: 'PIN-1', carrier: 'EMS', trackingNumber: 'EM77' },
      shipped: { parcelId: parcel.parcelId, carrier: 'SF', trackingNumber: parcel.trackingNumber },
      receivedAt: null,
    });
    expect(shown(historyTo('received'))?.making?.receivedAt).not.toBeNull();
  });
  it('tells of the counter', () => {
    expect(shown(historyTo('ready'))?.notice).toMatchObject({ collectBy: '2026-05-31T16:00:00.000Z' });
    expect(shown(historyTo('reviewed'))?.finalReview).toMatchObject({
      outcome: 'passed',
      reviewer: 'agc-1',
      remark: null,
    });
    expect(shown(historyTo('collected'))?.collected).toMatchObject({ collector: 'authorised-user', by: 'agc-1' });
  });
  it('names the old keys that have to be handed in, known before the new one is made or while it is under way', () => {
    const ofCase = { caseId, kind: 'change', uscc: 'X' } as const;
    const asked = { type: 'OldKeysAskedFor', data: { ...ofCase, toReturn: ['EK1'], askedAt: 'then' } } as const;
    const revoked = {
      type: 'OldKeysRevoked',
      data: { ...ofCase, tokens: ['EK1', 'EK7'], toReturn: ['EK1'], revokedAt: 'then' },
    } as const;
    expect(shown(historyTo('to-make'))?.toReturn).toEqual([]);
    for (const known of [asked, revoked]) expect(shown([...historyTo('ready'), known])?.toReturn).toEqual(['EK1']);
  });
  it('keeps the remark of a failed final review and of an end sealed', () => {
    const remark = { $sealed: 'AA', owner: `case:${caseId}`, field: 'remark' };
    const failed = {
      type: 'FinalReviewFailed',
      data: { reviewer: 'agc-1', reasons: [], correctable: false, remark, decidedAt: 'then' },
    };
    const ended = { type: 'OrderEnded', data: { ground: 'forged-materials', remark, endedAt: 'then' } };
    const detail = shown([...historyTo('ready'), failed, ended] as never);
    expect(detail?.finalReview).toMatchObject({ outcome: 'failed', remark });
    expect(detail?.ended).toEqual({ ground: 'forged-materials', remark, endedAt: 'then' });
  });
  it('remembers each remake and begins the making again', () => {
    const remade = shown(factsAfter(ask.open, ask.start(), ask.fail, ask.start(2), ask.fail));
    expect(remade).toMatchObject({ making: null, remakes: [{ attempt: 1, ground: 'token-died' }, { attempt: 2 }] });
  });
  it('is none without an order', () =>
    expect(shown([{ type: 'WithdrawalRecorded', data: { ground: 'withdrawn', recordedAt: 'then' } }])).toBeNull());
});
