import { fold } from '@ekey/kernel';
import { scenarios } from '@ekey/kernel/testing';
import {
  ask,
  checkedSlots,
  historyTo,
  now,
  ofCase,
  place,
  seal,
  serialOf,
  signer,
  tokenOf,
  validity,
} from '../../testing/example-order';
import type { HandOverKey } from '../key-order.commands';
import { keyOrder } from '../key-order.decider';
import { slots, type KeyOrderEvent } from '../key-order.events';

const { given } = scenarios(keyOrder);
const key = { ...ofCase, attempt: 1, tokenSerial: tokenOf(1) };
const certificates = { signing: serialOf('signing'), encryption: serialOf('encryption') };

describe('the notice that the key can be collected', () => {
  it('names the papers to bring and the day until which it is kept', () =>
    given(...historyTo('received'))
      .when(ask.notify)
      .then({
        type: 'KeyReadyForCollection',
        data: { ...key, ...place, papers: slots, by: 'agc-1', noticeAt: now, collectBy: '2026-05-31T16:00:00.000Z' },
      }));
  it.each([
    ['of a 变更', { type: 'OldKeysAskedFor', data: { ...ofCase, toReturn: ['EK1'], askedAt: now } }],
    ['of a 补办', { type: 'OldKeysRevoked', data: { ...ofCase, tokens: ['EK1'], toReturn: ['EK1'], revokedAt: now } }],
  ] as const)('names the old key %s, without which the new one is not handed over', (_, known) => {
    const facts = [...historyTo('received'), known] as const;
    const collectBy = '2026-05-31T16:00:00.000Z';
    const notice = { ...key, ...place, papers: slots, toReturn: ['EK1'] };
    const ready = { ...notice, by: 'agc-1', noticeAt: now, collectBy };
    given(...facts)
      .when(ask.notify)
      .then({ type: 'KeyReadyForCollection', data: ready });
    given(...facts, { type: 'KeyReadyForCollection', data: ready })
      .when({ type: 'RemindOfCollection', data: { attempt: 1, now: '2026-03-09T02:00:00.000Z' } })
      .then({
        type: 'CollectionReminded',
        data: { ...notice, daysAfter: 7, collectBy, remindedAt: '2026-03-09T02:00:00.000Z' },
      });
  });
  it('names no old key where none is to be handed in, as of one that was lost', () =>
    given(...historyTo('received'), {
      type: 'OldKeysRevoked',
      data: { ...ofCase, tokens: ['EK1'], toReturn: [], revokedAt: now },
    })
      .when(ask.notify)
      .then({
        type: 'KeyReadyForCollection',
        data: { ...key, ...place, papers: slots, by: 'agc-1', noticeAt: now, collectBy: '2026-05-31T16:00:00.000Z' },
      }));
  it('is given once', () =>
    given(...historyTo('ready'))
      .when(ask.notify)
      .thenNothing());
  it('waits for the parcel', () =>
    given(...historyTo('shipped'))
      .when(ask.notify)
      .thenRejected('NotReceived', { state: 'shipped' }));
});

describe('the final review', () => {
  const failed = (correctable: boolean) =>
    ({
      type: 'FinalReviewFailed',
      data: {
        ...key,
        reviewer: 'agc-1',
        reasons: [{ code: 'T01', target: 'business-licence' }],
        correctable,
        remark: '缺营业执照副本',
        decidedAt: now,
      },
    }) as const;

  it('passes when every document was checked in the version that is stored', () =>
    given(...historyTo('ready'))
      .when(ask.review)
      .then({
        type: 'FinalReviewPassed',
        data: { ...key, reviewer: 'agc-1', checked: checkedSlots, decidedAt: now },
      }));
  it.each(slots)('does not pass without %s', (slot) =>
    given(...historyTo('ready'))
      .when({
        type: 'PassFinalReview',
        data: { checked: checkedSlots.filter((each) => each.slot !== slot), by: 'agc-1', now },
      })
      .thenRejected('DocumentsUnchecked', { missing: [slot] }),
  );
  it('does not pass with another version than the stored one', () =>
    given(...historyTo('ready'))
      .when({
        type: 'PassFinalReview',
        data: {
          checked: checkedSlots.map((each) => (each.version === 1 ? { ...each, version: 9 } : each)),
          by: 'agc-1',
          now,
        },
      })
      .thenRejected('DocumentsUnchecked', { missing: ['application-form'] }));
  it('fails with reasons, and a correctable failure may be tried again', () => {
    given(...historyTo('ready'))
      .when(ask.failReview())
      .then(failed(true));
    given(...historyTo('ready'), failed(true))
      .when(ask.review)
      .thenTypes('FinalReviewPassed');
    given(...historyTo('ready'), failed(true))
      .when(ask.failReview())
      .then(failed(true));
  });
  it('that failed for good leaves only the termination', () => {
    given(...historyTo('ready'), failed(false))
      .when(ask.review)
      .thenRejected('NotCorrectable');
    given(...historyTo('ready'), failed(false))
      .when(ask.failReview())
      .thenRejected('NotCorrectable');
    given(...historyTo('ready'), failed(false))
      .when(ask.terminate)
      .thenTypes('OrderEnded');
  });
  it('can still fail after it passed, as long as the key is here', () =>
    given(...historyTo('reviewed'))
      .when(ask.failReview(false))
      .then(failed(false)));
  it('comes after the notice', () => {
    given(...historyTo('received'))
      .when(ask.review)
      .thenRejected('NotReady', { state: 'received' });
    given(...historyTo('received'))
      .when(ask.failReview())
      .thenRejected('NotReady', { state: 'received' });
  });
});

describe('handing the key over', () => {
  const handOver = (change: Partial<HandOverKey['data']>): HandOverKey => {
    const { data } = ask.handOver() as HandOverKey;
    return { type: 'HandOverKey', data: { ...data, ...change } };
  };

  it('to the authorised user ends the order', () =>
    given(...historyTo('reviewed'))
      .when(ask.handOver())
      .then({
        type: 'KeyCollected',
        data: {
          ...key,
          ...place,
          certificates,
          notAfter: validity.notAfter,
          collector: 'authorised-user',
          collectorIdentity: { ...signer, letterNumber: null },
          by: 'agc-1',
          collectedAt: now,
        },
      }));
  it('is refused with the token of another case', () =>
    given(...historyTo('reviewed'))
      .when(handOver({ tokenSerial: 'EK9' }))
      .thenRejected('TokenOfAnotherCase'));
  it('is refused until the letter with the PIN was sent', () => {
    const facts = historyTo('reviewed').filter(({ type }) => type !== 'PinLetterDispatched');
    given(...facts)
      .when(ask.handOver())
      .thenRejected('PinLetterMissing');
    given(...facts.filter(({ type }) => type !== 'PinLetterRecorded'))
      .when(ask.handOver())
      .thenRejected('PinLetterMissing');
  });
  it.each([
    ['another name', { name: '李四' }],
    ['another number', { idNumber: '110101199001011234' }],
    ['another kind of document', { idType: 'passport' }],
  ])('is refused to somebody with %s who claims to be the authorised user', (_what, change) =>
    given(...historyTo('reviewed'))
      .when(handOver({ identity: { ...signer, letterNumber: null, ...change } }))
      .thenRejected('CollectorNotEntitled'),
  );
  it('is refused where the data of the authorised user were erased', () =>
    given(...historyTo('reviewed'))
      .when(handOver({ authorisedUser: null }))
      .thenRejected('CollectorNotEntitled'));
  it('is possible to the bearer of a 授权委托书, or of a 介绍信 with its number', () => {
    const identity = {
      name: '李四',
      idType: 'residentIdentityCard',
      idNumber: '110101199001011234',
      letterNumber: null,
    };
    const [attorney, introduction] = ['bearer-of-power-of-attorney', 'bearer-of-introduction-letter'] as const;
    given(...historyTo('reviewed'))
      .when(handOver({ collector: attorney, identity }))
      .thenTypes('KeyCollected');
    given(...historyTo('reviewed'))
      .when(handOver({ collector: introduction, identity: { ...identity, letterNumber: '介字12号' } }))
      .thenTypes('KeyCollected');
    given(...historyTo('reviewed'))
      .when(handOver({ collector: introduction, identity }))
      .thenRejected('LetterNumberMissing');
  });
  it('comes after the final review', () =>
    given(...historyTo('ready'))
      .when(ask.handOver())
      .thenRejected('FinalReviewNotPassed', { state: 'ready' }));
  it('happens once', () =>
    given(...historyTo('collected'))
      .when(ask.handOver())
      .thenRejected('OrderEnded', { state: 'collected' }));
});

describe('the termination', () => {
  it('ends certificates, seal and token', () =>
    given(...historyTo('ready', ask.failReview(false)))
      .when(ask.terminate)
      .then({
        type: 'OrderEnded',
        data: {
          ...ofCase,
          ground: 'forged-materials',
          remark: '印章系伪造',
          by: 'agm-1',
          ended: {
            attempt: 1,
            tokenSerial: tokenOf(1),
            serials: [certificates.signing, certificates.encryption],
            sealId: seal.sealId,
            notAfter: validity.notAfter,
          },
          notAfter: validity.notAfter,
          endedAt: now,
        },
      }));
  it('needs a final review that failed', () => {
    given(...historyTo('ready'))
      .when(ask.terminate)
      .thenRejected('FinalReviewNotFailed', { state: 'ready' });
    given(...historyTo('to-make'))
      .when(ask.terminate)
      .thenRejected('FinalReviewNotFailed', { state: 'to-make' });
  });
});

describe('a key that nobody came for', () => {
  const expire = (now: string, attempt = 1) => ({ type: 'ExpireCollection', data: { attempt, now } }) as const;
  const [BEFORE, AFTER] = ['2026-05-31T15:59:59.999Z', '2026-05-31T16:00:00.000Z'];

  it('ends with its term, with certificates, seal and token', () => {
    for (const history of [historyTo('ready'), historyTo('reviewed'), historyTo('ready', ask.failReview())]) {
      const [end, ...others] = keyOrder.decide(expire(AFTER), fold(keyOrder, history)) as readonly KeyOrderEvent[];
      expect(others).toEqual([]);
      expect(end).toMatchObject({
        type: 'OrderEnded',
        data: {
          ground: 'unclaimed',
          by: null,
          ended: { tokenSerial: tokenOf(1), sealId: seal.sealId },
          endedAt: AFTER,
        },
      });
    }
  });
  it('is kept until then, and to the end of its own term where it was made anew', () => {
    given(...historyTo('ready'))
      .when(expire(BEFORE))
      .thenNothing();
    given(...historyTo('ready'))
      .when(expire(AFTER, 2))
      .thenNothing();
    given(...historyTo('received'))
      .when(expire(AFTER))
      .thenNothing();
  });
  it('does not end once it was taken', () =>
    given(...historyTo('collected'))
      .when(expire(AFTER))
      .thenNothing());
});

describe('the reminder of a key that nobody came for yet', () => {
  const remind = (now: string, attempt = 1) => ({ type: 'RemindOfCollection', data: { attempt, now } }) as const;
  const SEVEN = '2026-03-09T02:00:00.000Z';
  const THIRTY = '2026-04-01T02:00:00.000Z';

  it('is a fact with all that its mail tells, once for each of its days', () => {
    const facts = historyTo('ready', remind(SEVEN));
    expect(facts.at(-1)).toEqual({
      type: 'CollectionReminded',
      data: {
        ...{ ...ofCase, ...place, attempt: 1, tokenSerial: tokenOf(1), papers: slots },
        ...{ daysAfter: 7, collectBy: '2026-05-31T16:00:00.000Z', remindedAt: SEVEN },
      },
    });
    given(...facts)
      .when(remind(SEVEN))
      .thenNothing();
    given(...facts)
      .when(remind(THIRTY))
      .thenTypes('CollectionReminded');
  });
  it('also comes where the papers were in order and nobody took it, or where they can be brought in order', () => {
    for (const history of [historyTo('reviewed'), historyTo('ready', ask.failReview())])
      given(...history)
        .when(remind(SEVEN))
        .thenTypes('CollectionReminded');
  });
  it.each([
    ['before its day', historyTo('ready'), remind('2026-03-09T01:59:59.999Z')],
    ['before the enterprise was told to come', historyTo('received'), remind(SEVEN)],
    ['where coming would not help', historyTo('ready', ask.failReview(false)), remind(SEVEN)],
    ['once the term is over', historyTo('ready'), remind('2026-05-31T16:00:00.000Z')],
    ['once it was taken', historyTo('collected'), remind(SEVEN)],
    ['once the order has ended', historyTo('ready', ask.cancel), remind(SEVEN)],
    ['of another attempt', historyTo('ready'), remind(SEVEN, 2)],
  ])('is none %s', (_, history, command) =>
    given(...history)
      .when(command)
      .thenNothing(),
  );
});
