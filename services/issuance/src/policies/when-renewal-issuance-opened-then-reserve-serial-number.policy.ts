import type { Policy } from '@ekey/kernel';
import type { ReserveSerialNumber } from '../certificate/certificate.commands';
import type { RenewalIssuanceOpened } from '../renewal-order/renewal-order.events';

/** From here on a renewed certificate goes the way of any other: reserved on hold, prepared, signed, released. */
export const whenRenewalIssuanceOpenedThenReserveSerialNumber: Policy<RenewalIssuanceOpened, ReserveSerialNumber> = {
  name: 'when-renewal-issuance-opened-then-reserve-serial-number',
  from: 'own',
  on: ['RenewalIssuanceOpened'],
  react: ({ data, meta }) => {
    const { serial, caseId, attempt, use, uscc, subject, tokenSerial, spki, oldNotAfter } = data;
    const order = { serial, caseId, attempt, use, uscc, subject, tokenSerial, spki, oldNotAfter };
    return [{ id: serial, command: { type: 'ReserveSerialNumber', data: { ...order, now: meta.recordedAt } } }];
  },
};
