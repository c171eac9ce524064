import { Fleet, SERVICES, type EngineAddresses, type MemberProcess, type Service } from '@ekey/fleet';
import { readFirstAdministrator, until } from '@ekey/journeys';
import { Scene, type Case } from '@ekey/journeys/scene';
import { keysFromPrimes } from '@ekey/soft-token';
import { lostCommands } from '../src/checks/acknowledged.check';
import { doubledEffects } from '../src/checks/doubled.check';
import { ailments } from '../src/checks/health.check';
import { misplacedCases } from '../src/checks/queues.check';
import { DeliveredMails } from '../src/delivered.mails';
import { evidenceFrom } from '../src/evidence';
import { Ledger } from '../src/ledger';
import { survivorTransport } from '../src/survivor.transport';

/** So many that some of them are with whichever process is struck. */
const CASES = 8;
const STILL = 3;

/** Two processes of each service, and some cases that everybody works on at the same time. */
export class Shift {
  private constructor(
    readonly fleet: Fleet,
    readonly scene: Scene,
    private readonly mails: DeliveredMails,
    private readonly ledger: Ledger,
    private readonly cases: readonly Case[],
  ) {}

  static async begin(engines: EngineAddresses): Promise<Shift> {
    const settings = { ACCESS_TOKEN_SECONDS: '86400' };
    const fleet = await Fleet.start({ engines, instances: 2, begin: new Date().toISOString(), settings });
    try {
      return await Shift.of(fleet, engines);
    } catch (error) {
      await fleet.stop();
      throw error;
    }
  }

  private static async of(fleet: Fleet, engines: EngineAddresses): Promise<Shift> {
    const mails = new DeliveredMails(engines.smtp.maildir, fleet.url);
    const ledger = new Ledger();
    const scene = await Scene.set({
      url: fleet.url,
      transport: survivorTransport({ ready: async () => undefined }, ledger),
      mailbox: mails,
      now: () => fleet.now(),
      firstAdministrator: readFirstAdministrator(await fleet.firstLogIn()),
      keys: keysFromPrimes(),
      end: () => fleet.stop(),
    });
    const cases: Case[] = [];
    while (cases.length < CASES) cases.push(await scene.prepared());
    return new Shift(fleet, scene, mails, ledger, cases);
  }

  /** One of the processes of a service. */
  one(service: Service): MemberProcess {
    return this.fleet.of(service)[0] as MemberProcess;
  }

  async each(step: (one: Case) => Promise<unknown>): Promise<void> {
    await Promise.all(this.cases.map(step));
  }

  /** A step of all cases with a blow in the middle of it. @returns when the blow fell, as `performance.now()` tells it. */
  async amid(step: (one: Case) => Promise<unknown>, blow: () => Promise<void> | void): Promise<number> {
    const half = this.cases.slice(CASES / 2).map(step);
    await half[0];
    const since = performance.now();
    await blow();
    await Promise.all([...half, ...this.cases.slice(0, CASES / 2).map(step)]);
    return since;
  }

  /** What follows from the last fact has followed in every process. */
  async isOver(): Promise<void> {
    let still = 0;
    await until(
      'every process has caught up',
      async () => {
        const caughtUp = await Promise.all(this.fleet.all().map((member) => member.caughtUp()));
        return (still = caughtUp.every(Boolean) ? still + 1 : 0);
      },
      (count) => count >= STILL,
    );
  }

  /** What must not be. */
  async violations(): Promise<readonly string[]> {
    const { fleet, scene, cases, ledger } = this;
    const facts = await evidenceFrom(scene.house.auditor.http);
    // The same mail twice is one, as its `Message-ID` tells; an SMTP server may have been given it twice.
    const mails = [...new Map(this.mails.sent().map((mail) => [mail.messageId, mail.noticeId])).values()];
    const standing = cases.map(({ application }) => application);
    const seen = await Promise.all([
      misplacedCases(scene.house, standing),
      ...fleet.all().map(({ url }) => ailments(url)),
      ...SERVICES.map((service) => this.one(service).compareViews()),
    ]);
    return [
      ...lostCommands(ledger.acknowledged, facts),
      ...doubledEffects(facts, mails),
      ...fleet.ownEnds(),
      ...seen.flat(),
    ];
  }
}
