import { reject } from '@ekey/kernel';
import type { PassQuality, RecordPinLetter } from '../key-order.commands';
import type { KeyOrderEvent } from '../key-order.events';
import { hasKey, type KeyOrderState, type Making } from '../key-order.state';
import { keyOf, notNow, type Answer } from './answer';

/** A second person has read the token back. With this the key is made and the clock of its making stops. */
export function passQuality(command: PassQuality['data'], state: KeyOrderState): Answer {
  const { by, nonce, signature, now } = command;
  if (!hasKey(state) || state.status !== 'producing') return notNow('NotInProduction', state);
  const { issuances, seal } = state.making;
  const { signing, encryption } = issuances;
  if (!signing?.validity || !encryption?.validity) return reject('CertificatesMissing');
  if (seal === null) return reject('SealMissing');
  if (makersOf(state.making).includes(by)) return reject('CheckerIsMaker');
  const differing = whatDiffers(command, state.making);
  if (differing.length > 0) return reject('ReadBackDiffers', { differing });
  const certificates = { signing: signing.serial, encryption: encryption.serial };
  const { attempt } = state;
  return [
    {
      type: 'QualityPassed',
      data: { attempt, checker: by, nonce, signature, sealSha256: seal.sha256, checkedAt: now },
    },
    {
      type: 'KeyMade',
      data: { ...keyOf(state), certificates, sealId: seal.sealId, notAfter: signing.validity.notAfter, madeAt: now },
    },
  ];
}

/** Who has begun, and whoever went on with it. */
const makersOf = ({ maker, issuances }: Making): readonly string[] => [
  maker,
  ...Object.values(issuances).map(({ by }) => by),
];

/** What the token holds and what was made for it: the pair is counted, and the seal is the very one. */
function whatDiffers(read: PassQuality['data'], { tokenSerial, issuances, seal }: Making): readonly string[] {
  const should = {
    tokenSerial,
    signingSerial: issuances.signing?.serial,
    encryptionSerial: issuances.encryption?.serial,
    sealSha256: seal?.sha256,
  };
  return (Object.keys(should) as (keyof typeof should)[]).filter((what) => read[what] !== should[what]);
}

/**
 * The number of the letter with the initial PIN, and how it was sent. The PIN itself never comes here. A letter may be printed
 * anew until it is sent, and may be sent before or after the key, but never with it.
 */
export function recordPinLetter(command: RecordPinLetter['data'], state: KeyOrderState): Answer {
  const { letterNumber, dispatch, by, now } = command;
  if (!hasKey(state)) return notNow('PinLetterTooEarly', state);
  const { pinLetter, packing } = state.making;
  if (pinLetter !== null && pinLetter.trackingNumber !== null) {
    const isSame =
      pinLetter.letterNumber === letterNumber &&
      (dispatch === null || dispatch.trackingNumber === pinLetter.trackingNumber);
    return isSame ? [] : reject('PinLetterAlreadySent', { letterNumber: pinLetter.letterNumber });
  }
  if (dispatch !== null && dispatch.trackingNumber === packing?.trackingNumber) return reject('PinLetterInSameParcel');
  const { attempt } = state;
  const facts: KeyOrderEvent[] = [];
  if (pinLetter?.letterNumber !== letterNumber) {
    facts.push({ type: 'PinLetterRecorded', data: { attempt, letterNumber, by, recordedAt: now } });
  }
  if (dispatch !== null) {
    facts.push({ type: 'PinLetterDispatched', data: { attempt, letterNumber, ...dispatch, by, dispatchedAt: now } });
  }
  return facts;
}
