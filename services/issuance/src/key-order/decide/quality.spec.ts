import { scenarios } from '@ekey/kernel/testing';
import {
  ask,
  factsAfter,
  historyTo,
  now,
  ofCase,
  parcel,
  seal,
  serialOf,
  tokenOf,
  validity,
} from '../../testing/example-order';
import type { PassQuality } from '../key-order.commands';
import { keyOrder } from '../key-order.decider';

const { given } = scenarios(keyOrder);

describe('the quality check', () => {
  const passed = {
    type: 'QualityPassed',
    data: { attempt: 1, checker: 'spp-2', nonce: 'nonce', signature: 'c2ln', sealSha256: seal.sha256, checkedAt: now },
  } as const;
  const made = {
    type: 'KeyMade',
    data: {
      ...ofCase,
      attempt: 1,
      tokenSerial: tokenOf(1),
      certificates: { signing: serialOf('signing'), encryption: serialOf('encryption') },
      sealId: seal.sealId,
      notAfter: validity.notAfter,
      madeAt: now,
    },
  } as const;

  it('by a second person makes the key', () =>
    given(...historyTo('sealed'))
      .when(ask.check())
      .then(passed, made));
  it('stops the clock of the making', () => expect(given(...historyTo('made')).state()).toMatchObject({ clock: null }));
  it('may be done by the person who re-verified', () =>
    given(...historyTo('sealed'))
      .when(ask.check('spr-1'))
      .thenTypes('QualityPassed', 'KeyMade'));
  it('is refused to the maker', () =>
    given(...historyTo('sealed'))
      .when(ask.check('spp-1'))
      .thenRejected('CheckerIsMaker'));
  it('is refused to a colleague who has brought one of the requests out of the token: he has made it too', () => {
    const made = [ask.record('signing'), ask.record('encryption'), ask.seal()] as const;
    const takenOver = [
      ask.open,
      ask.start(),
      ask.issue('signing'),
      ask.issue('encryption', 1, 'spp-2'),
      ...made,
    ] as const;
    for (const one of ['spp-1', 'spp-2'])
      given(...factsAfter(...takenOver))
        .when(ask.check(one))
        .thenRejected('CheckerIsMaker');
    given(...factsAfter(...takenOver))
      .when(ask.check('spp-3'))
      .thenTypes('QualityPassed', 'KeyMade');
  });
  it('waits for both certificates and the seal', () => {
    given(...historyTo('producing'))
      .when(ask.check())
      .thenRejected('CertificatesMissing');
    given(...factsAfter(ask.open, ask.start(), ask.issue('signing'), ask.record('signing')))
      .when(ask.check())
      .thenRejected('CertificatesMissing');
    given(...historyTo('certified'))
      .when(ask.check())
      .thenRejected('SealMissing');
  });
  it('is refused where nothing is being made', () =>
    given(...historyTo('to-make'))
      .when(ask.check())
      .thenRejected('NotInProduction', { state: 'to-make' }));
  it.each(['tokenSerial', 'signingSerial', 'encryptionSerial', 'sealSha256'] as const)(
    'is refused where the token holds another %s',
    (what) => {
      const check = ask.check() as PassQuality;
      given(...historyTo('sealed'))
        .when({ ...check, data: { ...check.data, [what]: 'another' } })
        .thenRejected('ReadBackDiffers', { differing: [what] });
    },
  );
});

describe('the letter with the PIN', () => {
  const recorded = (letterNumber = 'PIN-1') =>
    ({ type: 'PinLetterRecorded', data: { attempt: 1, letterNumber, by: 'spp-1', recordedAt: now } }) as const;
  const dispatched = {
    type: 'PinLetterDispatched',
    data: { attempt: 1, letterNumber: 'PIN-1', carrier: 'EMS', trackingNumber: 'EM77', by: 'spp-1', dispatchedAt: now },
  } as const;

  const packed = {
    type: 'KeyPacked',
    data: { caseId: ofCase.caseId, attempt: 1, tokenSerial: tokenOf(1), ...parcel, packedAt: now },
  } as const;

  it('is recorded by its number, and dispatched then or later', () => {
    given(...historyTo('producing'))
      .when(ask.letter())
      .then(recorded(), dispatched);
    given(...historyTo('producing'))
      .when(ask.letter(false))
      .then(recorded());
    given(...historyTo('producing'), recorded())
      .when(ask.letter())
      .then(dispatched);
    given(...historyTo('producing'), recorded())
      .when(ask.letter(false))
      .thenNothing();
  });
  it('may be printed anew until it is sent', () => {
    given(...historyTo('producing'), recorded())
      .when(ask.letter(false, 'PIN-2'))
      .then(recorded('PIN-2'));
    given(...historyTo('producing'), recorded(), dispatched)
      .when(ask.letter(false, 'PIN-2'))
      .thenRejected('PinLetterAlreadySent', { letterNumber: 'PIN-1' });
    given(...historyTo('producing'), recorded(), dispatched)
      .when(ask.letter())
      .thenNothing();
    given(...historyTo('producing'), recorded(), dispatched)
      .when(ask.letter(false))
      .thenNothing();
  });
  it('never travels with the key, whichever of the two is sent first', () => {
    const letter = (trackingNumber: string) =>
      ({
        type: 'RecordPinLetter',
        data: { letterNumber: 'PIN-1', dispatch: { carrier: 'SF', trackingNumber }, by: 'spp-1', now },
      }) as const;
    given(...historyTo('made'), packed)
      .when(letter(parcel.trackingNumber))
      .thenRejected('PinLetterInSameParcel');
    const sent = factsAfter(ask.open, ask.start(), letter(parcel.trackingNumber)).slice(2);
    given(...historyTo('made'), ...sent)
      .when(ask.pack())
      .thenRejected('PinLetterInSameParcel');
  });
  it('can be sent until the key is handed over', () => {
    given(...historyTo('made'))
      .when(ask.letter())
      .thenTypes('PinLetterRecorded', 'PinLetterDispatched');
    given(...historyTo('to-make'))
      .when(ask.letter())
      .thenRejected('PinLetterTooEarly', { state: 'to-make' });
    given(...historyTo('collected'))
      .when(ask.letter())
      .thenRejected('OrderEnded', { state: 'collected' });
  });
});
