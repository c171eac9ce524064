import { scenarios } from '@ekey/kernel/testing';
import {
  ask,
  factsAfter,
  historyTo,
  now,
  ofCase,
  seal,
  serialOf,
  tokenOf,
  validity,
} from '../../testing/example-order';
import { keyOrder } from '../key-order.decider';

const { given } = scenarios(keyOrder);
const forgo = { type: 'ForgoToken', data: { tokenSerial: tokenOf(1), claimId: 'claim-1', now } } as const;

describe('starting the production', () => {
  it('binds the order to the claimed token and its maker', () =>
    given(...historyTo('to-make'))
      .when(ask.start())
      .then({
        type: 'ProductionStarted',
        data: { ...ofCase, attempt: 1, tokenSerial: tokenOf(1), claimId: 'claim-1', maker: 'spp-1', startedAt: now },
      }));
  it('is refused to the person who re-verified', () =>
    given(...historyTo('to-make'))
      .when(ask.start(1, 'spr-1'))
      .thenRejected('MakerIsReVerifier'));
  it('is already so where the same person has started it with the same token', () => {
    given(...historyTo('producing'))
      .when(ask.start())
      .thenNothing();
    given(...historyTo('producing'))
      .when(ask.start(1, 'spp-2'))
      .thenRejected('NotToMake', { state: 'producing' });
  });
  it('is refused with a second token', () =>
    given(...historyTo('producing'))
      .when({ type: 'StartProduction', data: { attempt: 1, tokenSerial: 'EK9', claimId: 'claim-9', by: 'spp-1', now } })
      .thenRejected('NotToMake', { state: 'producing' }));
  it('is refused with a token that was claimed for an attempt that is over', () =>
    given(...factsAfter(ask.open, ask.start(), ask.fail))
      .when({ type: 'StartProduction', data: { attempt: 1, tokenSerial: 'EK9', claimId: 'claim-9', by: 'spp-1', now } })
      .thenRejected('AnotherAttempt', { attempt: 2 }));
  it('is refused once the key is made', () =>
    given(...historyTo('made'))
      .when(ask.start(2))
      .thenRejected('NotToMake', { state: 'made' }));
});

describe('a claimed token whose production never came', () => {
  const forgone = {
    type: 'TokenForgone',
    data: { tokenSerial: tokenOf(1), claimId: 'claim-1', forgoneAt: now },
  } as const;

  it('is given up in the order first, and its claim refused from then on', () => {
    given(...historyTo('to-make'))
      .when(forgo)
      .then(forgone);
    given(...historyTo('to-make'), forgone)
      .when(ask.start())
      .thenRejected('TokenForgone');
    given(...historyTo('to-make'), forgone)
      .when(forgo)
      .thenNothing();
  });
  it('is not given up while the production uses the token, whichever claim it rests on', () => {
    given(...historyTo('producing'))
      .when(forgo)
      .thenNothing();
    given(...historyTo('producing'))
      .when({ type: 'ForgoToken', data: { ...forgo.data, claimId: 'claim-9' } })
      .thenNothing();
  });
  it('may be claimed anew and used', () =>
    given(...historyTo('to-make'), forgone)
      .when({
        type: 'StartProduction',
        data: { attempt: 1, tokenSerial: tokenOf(1), claimId: 'claim-1b', by: 'spp-1', now },
      })
      .thenTypes('ProductionStarted'));
  it('is given up too where the order is over', () =>
    given(...factsAfter(ask.open, ask.cancel))
      .when(forgo)
      .then(forgone));
});

describe('a failure on the line', () => {
  const both = [serialOf('signing'), serialOf('encryption')];
  const remade = (serials: readonly string[], sealId: string | null, notAfter: string | null) => [
    {
      type: 'ProductionFailed',
      data: { attempt: 1, ground: 'token-died', remark: '写入时失去响应', by: 'spp-1', failedAt: now },
    } as const,
    {
      type: 'RemakeOrdered',
      data: {
        ...ofCase,
        attempt: 2,
        ground: 'token-died',
        ended: { attempt: 1, tokenSerial: tokenOf(1), serials, sealId, notAfter },
        orderedAt: now,
      },
    } as const,
  ];

  it('scraps the token before any certificate was asked for', () =>
    given(...historyTo('producing'))
      .when(ask.fail)
      .then(...remade([], null, null)));
  it('ends a certificate that was asked for and is not out yet', () =>
    given(...factsAfter(ask.open, ask.start(), ask.issue('signing')))
      .when(ask.fail)
      .then(...remade([serialOf('signing')], null, null)));
  it('ends certificates and seal', () => {
    given(...historyTo('certified'))
      .when(ask.fail)
      .then(...remade(both, null, validity.notAfter));
    given(...historyTo('sealed'))
      .when(ask.fail)
      .then(...remade(both, seal.sealId, validity.notAfter));
  });
  it('may still be found when the key is made and packed, but not shipped', () => {
    given(...historyTo('packed'))
      .when(ask.fail)
      .then(...remade(both, seal.sealId, validity.notAfter));
    given(...historyTo('shipped'))
      .when(ask.fail)
      .thenRejected('NothingToFail', { state: 'shipped' });
  });
  it('is none where nothing is being made', () =>
    given(...historyTo('to-make'))
      .when(ask.fail)
      .thenRejected('NothingToFail', { state: 'to-make' }));
  it('leaves the order to be made again with another token', () => {
    const facts = factsAfter(ask.open, ask.start(), ask.issue('signing'), ask.fail);
    given(...facts)
      .when(ask.start(2))
      .thenTypes('ProductionStarted');
    given(...facts)
      .when(ask.record('signing', 1))
      .thenNothing();
  });
});
