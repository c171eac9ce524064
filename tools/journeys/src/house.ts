import { person, provider, shanghai, suzhou, type AuthorityFacts } from './cast';
import { Counter } from './counter';
import { Refused, type HttpClient } from './http-client';
import { Line } from './line';
import { Mailbox } from './mailbox';
import { Officer } from './officer';
import { SecurityAdministrator } from './security-administrator';
import { ShippingDesk } from './shipping-desk';
import type { StaffAccount } from './staff-account';
import type { World } from './world';

/** An issuing authority at work. The manager sits at both of his desks. */
export interface Authority {
  readonly id: string;
  readonly facts: AuthorityFacts;
  readonly pickupPointId: string;
  readonly officer: Officer;
  readonly manager: Officer;
  readonly managersCounter: Counter;
  readonly counter: Counter;
}

export interface Provider {
  readonly id: string;
  readonly reviewer: Officer;
  /** Another who may re-verify. */
  readonly secondReviewer: Officer;
  readonly maker: Line;
  readonly checker: Line;
  readonly shippingDesk: ShippingDesk;
}

/** Everybody who works with the system, logged in for the first time. */
export interface House {
  readonly administrator: SecurityAdministrator;
  readonly provider: Provider;
  readonly shanghai: Authority;
  readonly suzhou: Authority;
  readonly mailbox: Mailbox;
  readonly auditor: StaffAccount;
  readonly operator: StaffAccount;
  readonly support: StaffAccount;
}

/** Names of staff begin where those of enterprises' people end. */
const STAFF_FROM = 900;

/** What the security administrator does on the first day: organisations, and people of every role. */
export async function openHouse(world: World): Promise<House> {
  const administrator = await SecurityAdministrator.enrol(world);
  const providerId = await administrator.registersProvider(provider);
  let employed = 0;
  const employ = (
    login: string,
    organisationId: string | null,
    role: Parameters<typeof administrator.employs>[2]['roles'][number],
  ) => administrator.employs(login, person(STAFF_FROM + employed++).name, { organisationId, roles: [role] });
  const officer = ({ http, id }: StaffAccount): Officer => new Officer(http, id);
  const line = ({ http, id }: StaffAccount): Line => new Line(http, id, world.keys);

  const open = async (facts: AuthorityFacts, prefix: string): Promise<Authority> => {
    const id = await administrator.opensAuthority(facts);
    const manager = await employ(`${prefix}.manager`, id, 'AGM');
    const counter = await employ(`${prefix}.counter`, id, 'AGC');
    return {
      id,
      facts,
      pickupPointId: facts.pickupPoints[0]?.id as string,
      officer: officer(await employ(`${prefix}.officer`, id, 'AGR')),
      manager: officer(manager),
      managersCounter: new Counter(manager.http, manager.id),
      counter: new Counter(counter.http, counter.id),
    };
  };
  const shipping = await employ('provider.shipping', providerId, 'SPL');
  const support = await employ('provider.support', providerId, 'CS');
  return {
    administrator,
    provider: {
      id: providerId,
      reviewer: officer(await employ('provider.reviewer', providerId, 'SPR')),
      secondReviewer: officer(await employ('provider.reviewer-2', providerId, 'SPR')),
      maker: line(await employ('provider.maker', providerId, 'SPP')),
      checker: line(await employ('provider.checker', providerId, 'SPP')),
      shippingDesk: new ShippingDesk(shipping.http, shipping.id),
    },
    shanghai: await open(shanghai, 'shanghai'),
    suzhou: await open(suzhou, 'suzhou'),
    mailbox: world.mailbox ?? new Mailbox(support.http),
    auditor: await employ('auditor', null, 'AUD'),
    operator: await employ('operator', null, 'SYS'),
    support,
  };
}

/**
 * After a time in which every session has run out: nobody's authenticator gives two codes at once, so that all of them log in here,
 * each once, before many of them would at the same time.
 */
export async function everybodyLogsIn(house: House): Promise<void> {
  const { administrator, provider: at, shanghai, suzhou, auditor, operator, support } = house;
  const everybody: readonly { readonly http: HttpClient }[] = [
    ...[administrator.account, auditor, operator, support],
    ...[at.reviewer, at.secondReviewer, at.maker, at.checker, at.shippingDesk],
    ...[shanghai, suzhou].flatMap(({ officer, manager, counter }) => [officer, manager, counter]),
  ];
  for (const { http } of everybody)
    await http.get('/api/issuance/v1/orders?limit=1').catch((error: unknown) => {
      // Who may not see orders has logged in all the same.
      if (!(error instanceof Refused)) throw error;
    });
}
