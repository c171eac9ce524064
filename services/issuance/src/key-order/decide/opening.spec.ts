import { scenarios } from '@ekey/kernel/testing';
import {
  ask,
  factsAfter,
  historyTo,
  now,
  ofCase,
  places,
  seal,
  serialOf,
  tokenOf,
  validity,
} from '../../testing/example-order';
import { keyOrder } from '../key-order.decider';
import type { EndedKey } from '../key-order.events';

const { given } = scenarios(keyOrder);
const { now: _now, ...order } = ask.open.data;
const opened = { type: 'OrderOpened', data: { ...order, openedAt: now } } as const;

describe('opening an order', () => {
  it('follows the re-verification', () => given().when(ask.open).then(opened));
  it('happens once', () => {
    given(opened).when(ask.open).thenNothing();
    given(...historyTo('made'))
      .when(ask.open)
      .thenNothing();
  });
  it('does not happen for a case that was withdrawn before the order was known', () => {
    const recorded = { type: 'WithdrawalRecorded', data: { ground: 'withdrawn', recordedAt: now } } as const;
    given().when(ask.cancel).then(recorded);
    given(recorded).when(ask.open).thenNothing();
    given(recorded).when(ask.cancel).thenNothing();
    given(recorded).when(ask.start()).thenRejected('OrderEnded', { state: 'withdrawn-early' });
  });
});

describe('cancelling an order', () => {
  const ended = (key: EndedKey | null) =>
    ({
      type: 'OrderEnded',
      data: {
        ...{ ...ofCase, ground: 'withdrawn', remark: null, by: null, ended: key, endedAt: now },
        notAfter: key?.notAfter ?? null,
      },
    }) as never;

  it('before anything was made ends the order alone', () => given(opened).when(ask.cancel).then(ended(null)));
  it('names the certificates that were begun, whether or not they are out', () =>
    given(...factsAfter(ask.open, ask.start(), ask.issue('signing')))
      .when(ask.cancel)
      .then(
        ended({ attempt: 1, tokenSerial: tokenOf(1), serials: [serialOf('signing')], sealId: null, notAfter: null }),
      ));
  it.each(places.slice(places.indexOf('sealed'), -1))(
    'ends token, certificates and seal of a key that is %s',
    (place) => {
      const serials = [serialOf('signing'), serialOf('encryption')];
      const key = { attempt: 1, tokenSerial: tokenOf(1), serials, sealId: seal.sealId, notAfter: validity.notAfter };
      given(...historyTo(place))
        .when(ask.cancel)
        .then(ended(key));
    },
  );
  it('comes too late once the key is handed over', () =>
    given(...historyTo('collected'))
      .when(ask.cancel)
      .thenNothing());
  it('is done once, and nothing is made afterwards', () => {
    const facts = factsAfter(ask.open, ask.cancel);
    given(...facts)
      .when(ask.cancel)
      .thenNothing();
    given(...facts)
      .when(ask.open)
      .thenNothing();
    given(...facts)
      .when(ask.start())
      .thenRejected('OrderEnded', { state: 'ended' });
  });
});

it('an order that nobody opened is unknown to whoever asks for something', () => {
  for (const command of [ask.start(), ask.issue('signing'), ask.letter(), ask.check(), ask.fail, ask.pack()]) {
    given().when(command).thenRejected('UnknownOrder');
  }
  for (const command of [ask.notify, ask.review, ask.failReview(), ask.handOver(), ask.terminate]) {
    given().when(command).thenRejected('UnknownOrder');
  }
});
