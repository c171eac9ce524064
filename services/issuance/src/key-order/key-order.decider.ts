import type { Decider } from '@ekey/kernel';
import type { Answer } from './decide/answer';
import {
  expireCollection,
  failFinalReview,
  handOverKey,
  notifyCollection,
  passFinalReview,
  remindOfCollection,
  terminateOrder,
} from './decide/counter';
import { recordDeadlineBreach, setDueDate, warnOfDeadline } from './decide/deadline';
import { packKey, recordParcelLoss, recordReceipt, recordShipment, unpackKey } from './decide/delivery';
import { openIssuance, recordCertificate, recordSeal } from './decide/issuing';
import { cancelOrder, openOrder } from './decide/opening';
import {
  failProduction,
  forgoToken,
  recordOldKeysEnded,
  recordOldKeysToReturn,
  recordSlot,
  startProduction,
} from './decide/production';
import { passQuality, recordPinLetter } from './decide/quality';
import type { KeyOrderCommand } from './key-order.commands';
import { personalData, type KeyOrderEvent } from './key-order.events';
import type { KeyOrderRejection } from './key-order.rejections';
import { evolve, initial, type KeyOrderState } from './key-order.state';

/** The rule for each command; the compiler asks for one each. */
const rules: {
  readonly [Type in KeyOrderCommand['type']]: (
    data: Extract<KeyOrderCommand, { type: Type }>['data'],
    state: KeyOrderState,
  ) => Answer;
} = {
  OpenOrder: openOrder,
  CancelOrder: cancelOrder,
  StartProduction: startProduction,
  ForgoToken: forgoToken,
  RecordOldKeysEnded: recordOldKeysEnded,
  RecordOldKeysToReturn: recordOldKeysToReturn,
  RecordSlot: recordSlot,
  FailProduction: failProduction,
  OpenIssuance: openIssuance,
  RecordCertificate: recordCertificate,
  RecordSeal: recordSeal,
  RecordPinLetter: recordPinLetter,
  PassQuality: passQuality,
  PackKey: packKey,
  UnpackKey: unpackKey,
  RecordShipment: recordShipment,
  RecordReceipt: recordReceipt,
  RecordParcelLoss: recordParcelLoss,
  NotifyCollection: notifyCollection,
  PassFinalReview: passFinalReview,
  FailFinalReview: failFinalReview,
  HandOverKey: handOverKey,
  TerminateOrder: terminateOrder,
  RemindOfCollection: remindOfCollection,
  ExpireCollection: expireCollection,
  SetDueDate: setDueDate,
  WarnOfDeadline: warnOfDeadline,
  RecordDeadlineBreach: recordDeadlineBreach,
};

/**
 * The order for one key (qty is 1), from the re-verification to the hand of the enterprise, through as many attempts as it takes.
 * It alone tells the outside what becomes of a case: what happens to tokens, certificates and parcels reaches it by policies.
 */
export const keyOrder: Decider<KeyOrderCommand, KeyOrderState, KeyOrderEvent, KeyOrderRejection> = {
  category: 'issuance.KeyOrder',
  initial,
  decide: ({ type, data }, state) =>
    (rules[type] as (data: KeyOrderCommand['data'], state: KeyOrderState) => Answer)(data, state),
  evolve,
  personal: personalData,
};
