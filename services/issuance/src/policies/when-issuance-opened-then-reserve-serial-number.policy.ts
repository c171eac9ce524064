import type { Policy } from '@ekey/kernel';
import type { ReserveSerialNumber } from '../certificate/certificate.commands';
import type { IssuanceOpened } from '../key-order/key-order.events';

/** The second of the four steps to a certificate: its stream begins, on hold. */
export const whenIssuanceOpenedThenReserveSerialNumber: Policy<IssuanceOpened, ReserveSerialNumber> = {
  name: 'when-issuance-opened-then-reserve-serial-number',
  from: 'own',
  on: ['IssuanceOpened'],
  react: ({ data, meta }) => {
    const { serial, caseId, attempt, use, uscc, subject, tokenSerial, spki } = data;
    const order = { serial, caseId, attempt, use, uscc, subject, tokenSerial, spki };
    return [{ id: serial, command: { type: 'ReserveSerialNumber', data: { ...order, now: meta.recordedAt } } }];
  },
};
