import { scenarios } from '@ekey/kernel/testing';
import {
  ask,
  factsAfter,
  historyTo,
  nameCn,
  now,
  ofCase,
  seal,
  serialOf,
  tokenOf,
  uscc,
  validity,
} from '../../testing/example-order';
import { keyOrder } from '../key-order.decider';

const { given } = scenarios(keyOrder);
const producing = historyTo('producing');

describe('asking for a certificate', () => {
  it('states the intent with the serial number that it will have', () => {
    const { now: _now, ...request } = (ask.issue('signing') as { data: { now: string } }).data;
    given(...producing)
      .when(ask.issue('signing'))
      .then({
        type: 'IssuanceOpened',
        data: { caseId: ofCase.caseId, uscc, tokenSerial: tokenOf(1), ...request, openedAt: now } as never,
      });
  });
  it('is done once for each use', () => {
    const asked = factsAfter(ask.open, ask.start(), ask.issue('signing'));
    given(...asked)
      .when(ask.issue('signing'))
      .thenNothing();
    given(...asked)
      .when(ask.issue('encryption'))
      .thenTypes('IssuanceOpened');
    const other = ask.issue('signing') as Extract<ReturnType<typeof ask.issue>, { type: 'OpenIssuance' }>;
    given(...asked)
      .when({ ...other, data: { ...other.data, spkiSha256: 'of-another-key' } })
      .thenRejected('IssuanceAlreadyOpened');
  });
  it('may be done by a colleague who goes on with the making, and not by the person who re-verified', () => {
    given(...producing)
      .when(ask.issue('signing', 1, 'spp-2'))
      .thenTypes('IssuanceOpened');
    given(...producing)
      .when(ask.issue('signing', 1, 'spr-1'))
      .thenRejected('MakerIsReVerifier');
  });
  it('is refused while nothing is being made', () => {
    given(...historyTo('to-make'))
      .when(ask.issue('signing'))
      .thenRejected('NotInProduction', { state: 'to-make' });
    given(...historyTo('made'))
      .when(ask.issue('signing'))
      .thenRejected('NotInProduction', { state: 'made' });
  });
  it('is refused for an attempt that is over', () =>
    given(...factsAfter(ask.open, ask.start(), ask.fail, ask.start(2)))
      .when(ask.issue('signing', 1))
      .thenRejected('AnotherAttempt', { attempt: 2 }));
});

describe('certificates that have left issuance', () => {
  const recorded = (use: 'signing' | 'encryption') =>
    ({
      type: 'CertificateRecorded',
      data: { attempt: 1, use, serial: serialOf(use), ...validity, recordedAt: now },
    }) as const;
  const asked = factsAfter(ask.open, ask.start(), ask.issue('signing'), ask.issue('encryption'));
  const completed = {
    type: 'CertificatesCompleted',
    data: {
      ...ofCase,
      attempt: 1,
      tokenSerial: tokenOf(1),
      nameCn,
      certificates: { signing: serialOf('signing'), encryption: serialOf('encryption') },
      ...validity,
      formDocumentId: `${ofCase.caseId}/form`,
      impression: null,
      completedAt: now,
    },
  } as const;

  it('are recorded one by one, and complete with the second, in either order', () => {
    given(...asked)
      .when(ask.record('signing'))
      .then(recorded('signing'));
    given(...asked, recorded('signing'))
      .when(ask.record('encryption'))
      .then(recorded('encryption'), completed);
    given(...asked, recorded('encryption'))
      .when(ask.record('signing'))
      .then(recorded('signing'), completed);
  });
  it('are not complete while the second was not even asked for', () =>
    given(...factsAfter(ask.open, ask.start(), ask.issue('signing')))
      .when(ask.record('signing'))
      .then(recorded('signing')));
  it('are passed over a second time, for another attempt and for a serial number that was not asked for', () => {
    given(...asked, recorded('signing'))
      .when(ask.record('signing'))
      .thenNothing();
    given(...asked)
      .when(ask.record('signing', 2))
      .thenNothing();
    given(...producing)
      .when(ask.record('signing'))
      .thenNothing();
  });
  it('are passed over where the order has ended', () =>
    given(...factsAfter(ask.open, ask.start(), ask.issue('signing'), ask.cancel))
      .when(ask.record('signing'))
      .thenNothing());
  it('take the impression from the scanned 确认函 where the reviewer found it usable', () => {
    const usable = { ...ask.open, data: { ...ask.open.data, sealImpressionUsable: true } };
    const facts = factsAfter(usable, ask.start(), ask.issue('signing'), ask.issue('encryption'), ask.record('signing'));
    given(...facts)
      .when(ask.record('encryption'))
      .then(recorded('encryption'), {
        ...completed,
        data: { ...completed.data, impression: `${ofCase.caseId}/seal-confirmation` },
      });
  });
});

describe('the seal', () => {
  const made = { type: 'SealMade', data: { attempt: 1, ...seal, picture: 'drawn', madeAt: now } } as const;

  it('is recorded once', () => {
    given(...historyTo('certified'))
      .when(ask.seal())
      .then(made);
    given(...historyTo('sealed'))
      .when(ask.seal())
      .thenNothing();
  });
  it('of an attempt that is over is passed over', () => {
    given(...factsAfter(ask.open, ask.start(), ask.fail, ask.start(2)))
      .when(ask.seal(1))
      .thenNothing();
    given(...factsAfter(ask.open, ask.start(), ask.fail))
      .when(ask.seal(1))
      .thenNothing();
  });
});
