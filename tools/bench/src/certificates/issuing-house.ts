import path from 'node:path';
import type { CommandEnvelope, EventStore, StoredFact } from '@ekey/event-store';
import { certificatePlaces, issuanceModule, providerOf } from '@ekey/issuance';
import type { Command } from '@ekey/kernel';
import type { CertificateAuthority } from '@ekey/pki';
import { openFileCertificateAuthority } from '@ekey/pki/forge';
import {
  Commands,
  createApplication,
  openLog,
  readConfig,
  type Application,
  type Config,
  type ServiceDefinition,
} from '@ekey/platform';
import { DataFolder, openFloor, systemClock } from '@ekey/floor';

/** The reactors that lead from an opened issuance to the certificate, one for each of its four facts but the first. */
const STEPS = [
  'when-issuance-opened-then-reserve-serial-number',
  'when-serial-number-reserved-then-prepare-issuance',
  'when-issuance-prepared-then-sign',
];
const PAGE = 1_000;

/**
 * Issuance on the standalone floor, with its rules and nothing of it but the way to a certificate: no views, no revocation lists,
 * no seals. Its log is on disk; the lines that it writes about each command and signature go nowhere.
 */
export class IssuingHouse {
  private constructor(
    private readonly application: Application,
    private readonly commands: Commands,
    private readonly keyOrders: ServiceDefinition['handlers'][number][0],
    readonly authority: CertificateAuthority,
    private readonly log: EventStore,
  ) {}

  static async open(folder: string): Promise<IssuingHouse> {
    const config = readConfig({ DATA_DIR: folder });
    openLog(config.LOG_LEVEL, { write: () => undefined });
    const floor = await openFloor(config, systemClock, new DataFolder(folder));
    const authority = await authorityIn(path.join(folder, 'ca'), config);
    const service = wayToCertificates(issuanceModule(authority));
    const application = await createApplication(floor, [service]);
    const keyOrders = service.handlers.find(([, { decider }]) => decider.category === 'issuance.KeyOrder')?.[0];
    if (keyOrders === undefined) throw new Error('issuance knows no orders');
    const commands = application.provided('issuance', Commands);
    return new IssuingHouse(application, commands, keyOrders, authority, floor.service('issuance').eventStore);
  }

  /** To an order. @throws where it is not accepted. */
  async send(caseId: string, command: Command, envelope: CommandEnvelope): Promise<void> {
    const { outcome } = await this.commands.try(this.keyOrders, caseId, command as never, envelope);
    if (outcome !== 'accepted') throw new Error(`${command.type} was ${outcome}`);
  }

  head(): Promise<number> {
    return this.log.head();
  }

  /** Resolves once the log is so long. @throws where a reactor has parked a fact. */
  async reaches(position: number): Promise<void> {
    while ((await this.log.head()) < position) {
      const host = this.application.hosts.byService.get('issuance');
      const lame = host?.status().find(({ state, parkedCases }) => state !== 'running' || parkedCases > 0);
      if (lame !== undefined) throw new Error(`${lame.reactor} is ${lame.state}, ${lame.parkedCases} cases are parked`);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }

  async factsBehind(position: number): Promise<readonly StoredFact[]> {
    const facts: StoredFact[] = [];
    for (let page = await this.log.readAll(position, PAGE); page.length > 0;) {
      facts.push(...page);
      page = await this.log.readAll(facts.at(-1)?.meta.position ?? 0, PAGE);
    }
    return facts;
  }

  close(): Promise<void> {
    return this.application.close();
  }
}

const wayToCertificates = ({ publisher: _, ...whole }: ServiceDefinition): ServiceDefinition => ({
  ...whole,
  ...{ views: [], controllers: [], shortWays: {}, clocks: [], rights: {} },
  policies: whole.policies.filter(({ policy }) => STEPS.includes(policy.name)),
  effects: whole.effects.filter(({ effect }) => STEPS.includes(effect.name)),
});

const authorityIn = (folder: string, config: Config): Promise<CertificateAuthority> =>
  openFileCertificateAuthority({
    folder,
    passphrase: 'guards nothing: removed in the end',
    provider: providerOf(config),
    places: certificatePlaces(config),
    now: new Date(),
  });
