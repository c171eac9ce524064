import type { Effect, Recorded } from '@ekey/kernel';
import type { RecordSeal } from '../key-order/key-order.commands';
import type { CertificatesCompleted } from '../key-order/key-order.events';
import { madeSeal, type SealPorts } from './made-seal';

/** The seal of a key that is being made. */
export const whenCertificatesCompletedThenMakeSeal: Effect<CertificatesCompleted, RecordSeal, SealPorts> = {
  name: 'when-certificates-completed-then-make-seal',
  on: ['CertificatesCompleted'],
  act: async ({ data }, ports) => {
    const sealId = sealIdOf(data);
    const { origin, ...kept } = await madeSeal({ ...data, sealId, signingSerial: data.certificates.signing }, ports);
    const { attempt } = data;
    return { type: 'RecordSeal', data: { attempt, sealId, ...kept, picture: origin, now: ports.clock.now() } };
  },
};

type Completed = Recorded<CertificatesCompleted>['data'];

/** A token carries one seal in its life, until it is renewed. */
const sealIdOf = ({ uscc, tokenSerial }: Completed): string => `${uscc}-${tokenSerial}`;
