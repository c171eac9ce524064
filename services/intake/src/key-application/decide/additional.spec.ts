import { scenarios } from '@ekey/kernel/testing';
import { keyApplication } from '../key-application.decider';
import { named, start, started } from '../key-application.examples';

const { given } = scenarios(keyApplication);

describe('starting the case of an additional key (增办)', () => {
  it('begins as a first application does', () =>
    given()
      .when(start({ kind: 'additional' }))
      .then({ ...started, data: { ...started.data, kind: 'additional' } }));
  it('names no key: none is replaced', () =>
    given()
      .when(start({ kind: 'additional', named: named() }))
      .thenRejected('KeyNotNamed'));
});
