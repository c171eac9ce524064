import { streamIdOf, type View } from '@ekey/kernel';
import { answerOf } from '@ekey/kernel/testing';
import {
  differencesOfCertificate,
  differencesOfOrder,
  differencesOfToken,
  type Difference,
} from '../match/differences';
import { certificates } from '../views/certificates.view';
import { orderList } from '../views/order-list.view';
import { tokenStock } from '../views/token-stock.view';
import { recordedHistory } from './recorded-history';
import type { SimulatedIssuance } from './simulated-issuance';

/** What the nightly comparison would find in a simulated service, whose views have caught up. Renewals are not simulated. */
export function differencesOf(world: SimulatedIssuance): readonly Difference[] {
  const all = <Answer>(view: View<never, Answer>, category: string): readonly Answer[] =>
    world.names(category).flatMap((name) => {
      const answer = answerOf(view as never, streamIdOf(name), recordedHistory(name, world.facts(name)));
      return answer === null ? [] : [answer as Answer];
    });
  const tokens = all(tokenStock as never, 'issuance.Token') as Token[];
  const made = all(certificates as never, 'issuance.Certificate') as Certificate[];
  const orders = all(orderList as never, 'issuance.KeyOrder') as Order[];
  const orderOf = (caseId: string | null): Order | null => orders.find((order) => order.caseId === caseId) ?? null;
  const tokenOf = (serial: string | null): Token | null => tokens.find((token) => token.serial === serial) ?? null;
  return [
    ...tokens.flatMap((token) => {
      const held = made.filter(({ tokenSerial }) => tokenSerial === token.serial);
      return differencesOfToken(token, held, orderOf(token.caseId));
    }),
    ...made.flatMap((certificate) => {
      const token = tokenOf(certificate.tokenSerial);
      return differencesOfCertificate(certificate, token, orderOf(token?.caseId ?? null), 'none');
    }),
    ...orders.flatMap((order) => differencesOfOrder(order, tokenOf(order.tokenSerial))),
  ];
}

type Token = Parameters<typeof differencesOfToken>[0];
type Certificate = Parameters<typeof differencesOfCertificate>[0];
type Order = Parameters<typeof differencesOfOrder>[0];
