import { eachOf } from '@ekey/kernel/testing';
import type { Application } from '../application';
import { enterprise } from '../cast';
import { awaitAuthority, Enterprise } from '../enterprise';
import { openHouse, type Authority, type House } from '../house';
import { HttpClient } from '../http-client';
import { KeyHolder } from '../key-holder';
import type { MadeKey } from '../line';
import { rightIn } from '../mailbox';
import { certificateIn, Reliance } from '../reliance';
import type { World } from '../world';

/** An application with the account it belongs to. */
export interface Case {
  readonly enterprise: Enterprise;
  readonly application: Application;
}

/** A key on its way: in which parcel, and what is in it. */
export interface Sent extends MadeKey {
  readonly parcelId: string;
}

export const ACTIVATION = '调用商务部统一用户管理平台激活企业账户';
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** A world with everybody at work, in which a case is brought to where a journey begins. */
export class Scene {
  private enterprises = 0;
  private tokens = 0;

  private constructor(
    readonly world: World,
    readonly house: House,
  ) {}

  static async set(world: World): Promise<Scene> {
    const house = await openHouse(world);
    await awaitAuthority(world, house.suzhou.id);
    return new Scene(world, house);
  }

  /** Somebody who is nobody here. */
  anybody(): HttpClient {
    return new HttpClient(this.world.url, {}, this.world.transport);
  }

  /** Whoever relies on a certificate. */
  get reliance(): Reliance {
    return new Reliance(this.anybody());
  }

  holderOf({ token, pin }: Pick<Sent, 'token' | 'pin'>): KeyHolder {
    return new KeyHolder(this.world, token, pin);
  }

  /** A registered enterprise that was never here before. */
  applicant(): Promise<Enterprise> {
    this.enterprises += 1;
    return Enterprise.registers(this.world, this.house.mailbox, enterprise(this.enterprises));
  }

  /** A token in the stock whose number was never used before. */
  async blank(): Promise<string> {
    this.tokens += 1;
    const serial = `EK26${String(this.tokens).padStart(6, '0')}`;
    await this.house.provider.shippingDesk.stocks(serial, this.house.provider.checker.id);
    return serial;
  }

  async prepared(): Promise<Case> {
    const applicant = await this.applicant();
    const application = await applicant.starts();
    await application.isPrepared(this.house.shanghai);
    return { enterprise: applicant, application };
  }

  async submitted(): Promise<Case> {
    const prepared = await this.prepared();
    await prepared.application.confirms();
    return prepared;
  }

  async passesPreVerification({ application }: Case, round = 1, { officer } = this.house.shanghai): Promise<void> {
    await officer.awaits('pre-verification', application.id, round);
    await officer.passes('pre-verification', application.id);
  }

  async passesReVerification({ application }: Case, round = 1): Promise<void> {
    await this.house.provider.reviewer.awaits('re-verification', application.id, round);
    await this.house.provider.reviewer.passes('re-verification', application.id);
  }

  async approved(): Promise<Case> {
    const submitted = await this.submitted();
    await this.passesPreVerification(submitted);
    await this.passesReVerification(submitted);
    return submitted;
  }

  /** Makes the key, has it checked by a second person, and sends it to where it will be collected. */
  async sends({ application }: Pick<Case, 'application'>, to: Authority = this.house.shanghai): Promise<Sent> {
    const { maker, checker, shippingDesk } = this.house.provider;
    const { id, pickupPointId } = to;
    const serial = await this.blank();
    const key = await maker.makes(application.id, serial);
    await checker.checks(application.id, key);
    await shippingDesk.orders.awaits(application.id, 'ship');
    const parcelId = await shippingDesk.ships({
      tokens: [serial],
      agencyId: id,
      pickupPointId,
      trackingNumber: `SF${serial}`,
    });
    await to.counter.orders.awaits(application.id, 'await-receipt');
    return { ...key, parcelId };
  }

  /** Receives the parcel at the counter and tells the enterprise to come. */
  async arrives(
    { application }: Pick<Case, 'application'>,
    { parcelId, token }: Sent,
    { counter } = this.house.shanghai,
  ): Promise<void> {
    await counter.receives(parcelId, [token.serialNumber]);
    await counter.orders.awaits(application.id, 'notify-collection');
    await counter.notifies(application.id);
    await application.awaits('READY_FOR_PICKUP');
  }

  /** A key that lies at the counter for its enterprise. */
  async ready(): Promise<Case & Sent> {
    const approved = await this.approved();
    const sent = await this.sends(approved);
    await this.arrives(approved, sent);
    return { ...approved, ...sent };
  }

  /** A key in the hand of its enterprise. */
  async collected(): Promise<Case & Sent> {
    const ready = await this.ready();
    await this.handsOver(ready, ready);
    return ready;
  }

  /** Compares the papers and gives the key to the authorised user, whose account is not yet activated. */
  async handsOver({ application, enterprise }: Case, { token }: Pick<Sent, 'token'>): Promise<void> {
    const { counter } = this.house.shanghai;
    await counter.passesFinalReview(application.id);
    await counter.handsOver(application.id, token.serialNumber, enterprise.facts.authorisedUser);
    await application.awaits('HANDED_OVER', '已领取');
  }

  /** Follows the link of the mail that asks to activate the account. @param count how many such mails were sent by then */
  async activates({ facts }: Enterprise, count = 1): Promise<void> {
    const mail = await this.house.mailbox.awaits(facts.authorisedUser.email, ACTIVATION, count);
    await this.anybody().post('/api/intake/v1/activations', rightIn(mail, 'activate-account'));
  }

  /** So many keys in as many hands. @param atOnce how many are made at the same time */
  async collectedBy(count: number, atOnce: number): Promise<readonly (Case & Sent)[]> {
    const keys: (Case & Sent)[] = [];
    await eachOf(Array.from({ length: count }), atOnce, async () => void keys.push(await this.collected()));
    return keys;
  }
}

/** Lets the time come at which the certificate in a token has so many days left, or ended so many days ago where they are below zero. */
export function reaches(world: World, { token }: Pick<Sent, 'token'>, daysLeft: number): Promise<void> {
  const ahead = Date.parse(certificateIn(token).validTo) - daysLeft * DAY_MS - Date.parse(world.now());
  return letPass(world, { minutes: Math.ceil(ahead / MINUTE_MS) + 1 });
}

/** Somebody has to be moved on by the clock: a floor that has none cannot run this journey. */
export function letPass(world: World, by: Parameters<NonNullable<World['letPass']>>[0]): Promise<void> {
  if (world.letPass === undefined) throw new Error('this floor has no clock that could be moved on');
  return world.letPass(by);
}
