import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  SLOTS,
  type Kind,
  type Published,
  type PublishedType,
  type ReplacementGround,
  type SubmittedForm,
} from '@ekey/contracts';
import { sha256Of } from '@ekey/documents';
import { certificatePlaces, issuanceModule } from '@ekey/issuance';
import {
  auditedFacts,
  Counter,
  HttpClient,
  inventedUscc,
  isPublished,
  Line,
  person,
  Reliance,
  ShiftedClock,
  ShippingDesk,
  until,
  type KeyInHand,
  type KeyOffice,
  type KeyPerson,
  type MadeKey,
  type OrderLine,
  type PublishedFact,
} from '@ekey/journeys';
import { schemaOf } from '@ekey/messaging';
import type { CertificateAuthority } from '@ekey/pki';
import { openFileCertificateAuthority } from '@ekey/pki/forge';
import {
  createApplication,
  openLog,
  readConfig,
  TokenIssuer,
  type Application,
  type Floor,
  type Role,
} from '@ekey/platform';
import { freshKeys } from '@ekey/soft-token';
import { DataFolder, openFloor } from '@ekey/floor';
import { answersAsDescribed } from './described';

export const agencyId = 'agency-44';
export const pickupPointId = 'point-4403';
export const applicant = person(1);
export const API = '/api/issuance/v1';

interface Colleague {
  readonly roles: readonly Role[];
  readonly organisationId: string;
  readonly pickupPointIds?: readonly string[];
}
const provider = (...roles: Role[]): Colleague => ({ roles, organisationId: 'provider' });
const staff = {
  'spp-1': provider('SPP'),
  'spp-2': provider('SPP'),
  'spr-1': provider('SPR', 'SPP'),
  'spr-2': provider('SPR'),
  'spl-1': provider('SPL'),
  'cs-1': provider('CS'),
  'aud-1': provider('AUD'),
  'spl-2': provider('SPL'),
  'agc-1': { roles: ['AGC'], organisationId: agencyId, pickupPointIds: [pickupPointId] },
  'agc-2': { roles: ['AGC'], organisationId: agencyId, pickupPointIds: ['point-of-another-office'] },
  'agc-9': { roles: ['AGC'], organisationId: 'agency-of-another-region' },
  'agm-1': { roles: ['AGM'], organisationId: agencyId },
  'agm-9': { roles: ['AGM'], organisationId: 'agency-of-another-region' },
} as const satisfies Record<string, Colleague>;
type StaffId = keyof typeof staff;

const keyPeople: Readonly<Record<KeyPerson, StaffId>> = {
  ...{ support: 'cs-1', counter: 'agc-1', manager: 'agm-1', counterElsewhere: 'agc-9', managerElsewhere: 'agm-9' },
  ...{ reviewer: 'spr-1', secondReviewer: 'spr-2', maker: 'spp-1', shippingDesk: 'spl-1', witness: 'spl-2' },
};

/** A machine of the line, and who may work it. */
const machine = { ...provider('SPP'), operators: ['spp-1', 'spr-1'] };

type Wrapped = (authority: CertificateAuthority) => CertificateAuthority;

/** Issuance alone on a real floor. What review and intake would publish, the test publishes. */
export class IssuanceDesk {
  readonly clock = new ShiftedClock('2026-03-02T02:00:00.000Z');
  private application!: Application;
  private data!: DataFolder;
  private readonly callers = new Map<StaffId, HttpClient>();
  private machineToken!: string;
  private sequence = 0;
  private serial = 0;
  floor!: Floor;
  url!: string;

  private constructor(private readonly folder: string) {}

  static async open(wrapped?: Wrapped): Promise<IssuanceDesk> {
    const desk = new IssuanceDesk(await mkdtemp(path.join(tmpdir(), 'ekey-issuance-')));
    await desk.start(wrapped);
    await desk.introduceColleagues();
    return desk;
  }

  private async introduceColleagues(): Promise<void> {
    for (const [staffId, { organisationId, roles }] of Object.entries(staff)) {
      const assigned = { staffId, organisationId, roles: [...roles] };
      await this.tell(`review.StaffMember-${staffId}`, staffId, 'review.StaffMemberAssigned.v1', assigned);
    }
    await until(
      'the shipping desk knows its second person',
      () =>
        this.shippingDesk.stocks(this.nextSerial(), 'spl-2').then(
          () => true,
          () => false,
        ),
      (isTaken) => isTaken,
    );
  }

  private async start(wrapped: Wrapped = (authority) => authority): Promise<void> {
    openLog('silent');
    const config = readConfig({ PORT: '0', DATA_DIR: this.folder, RATE_LIMIT_PER_MINUTE: '100000' });
    this.data = new DataFolder(this.folder);
    this.data.lock();
    this.floor = await openFloor(config, this.clock, this.data);
    const authority = await openFileCertificateAuthority({
      folder: this.data.of('ca'),
      passphrase: (await this.floor.secrets.bytes('ca-passphrase')).toString('base64url'),
      provider: {
        provinceName: '北京市',
        localityName: '北京市',
        organisationName: '电子钥匙服务商',
        uscc: config.PROVIDER_USCC,
      },
      places: certificatePlaces(config),
      now: new Date(this.clock.now()),
      keyBits: { root: 2048 },
    });
    this.application = await createApplication(this.floor, [issuanceModule(wrapped(authority))]);
    this.url = await this.application.listen('127.0.0.1', 0);
    answersAsDescribed(this.url);
    const issuer = new TokenIssuer(this.floor.tokenKeys, this.clock, 'review', 10 * 365 * 86_400);
    for (const [id, colleague] of Object.entries(staff) as [StaffId, Colleague][]) {
      const http = new HttpClient(this.url);
      http.authorise(await issuer.issue({ kind: 'staff', id, ...colleague }));
      this.callers.set(id, http);
    }
    this.machineToken = await issuer.issue({ kind: 'machine', id: 'line-1', ...machine });
  }

  async stop(): Promise<void> {
    await this.application.close();
    this.data.unlock();
  }

  /** The process ends and another begins on the same files. */
  async restart(wrapped?: Wrapped): Promise<void> {
    await this.stop();
    await this.start(wrapped);
  }

  async dispose(): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true });
  }

  as(id: StaffId): HttpClient {
    return this.callers.get(id) as HttpClient;
  }
  /** The machine, with the operator whom it names, if any. */
  machine(operator?: string): HttpClient {
    const http = new HttpClient(this.url, operator === undefined ? {} : { 'x-operator': operator });
    http.authorise(this.machineToken);
    return http;
  }
  /** The line as it works for an operator. */
  lineOf(operator: string): Line {
    return new Line(this.machine(operator), 'line-1', freshKeys);
  }
  get maker(): Line {
    return new Line(this.as('spp-1'), 'spp-1', freshKeys);
  }
  get checker(): Line {
    return new Line(this.as('spp-2'), 'spp-2', freshKeys);
  }
  get shippingDesk(): ShippingDesk {
    return new ShippingDesk(this.as('spl-1'), 'spl-1');
  }
  get counter(): Counter {
    return new Counter(this.as('agc-1'), 'agc-1');
  }
  get manager(): Counter {
    return new Counter(this.as('agm-1'), 'agm-1');
  }

  private get host() {
    const host = this.application.hosts.byService.get('issuance');
    if (host === undefined) throw new Error('issuance does not stand');
    return host;
  }
  /** Lets the clocks of the service look at the time now. */
  tick(): Promise<void> {
    return this.host.tickAll();
  }
  redrive(): Promise<number> {
    return this.host.redrive();
  }
  parked() {
    return this.floor.service('issuance').reactors.parked();
  }

  async tell<Type extends PublishedType>(
    stream: string,
    subject: string,
    type: Type,
    data: Published<Type>['data'],
  ): Promise<void> {
    const [service] = type.split('.');
    const ids = { id: randomUUID(), correlationid: randomUUID(), causationid: randomUUID() };
    const place = { stream, sequence: (this.sequence += 1), subject, time: this.clock.now() };
    const form = { specversion: '1.0', datacontenttype: 'application/json', dataschema: schemaOf(type) } as const;
    await this.floor.messaging.publish(`${service}.events`, [
      { ...form, ...ids, ...place, source: `/ekey/${service}`, type, data },
    ]);
  }

  /** What issuance has published of a case, oldest first. */
  async published(caseId: string): Promise<readonly PublishedFact[]> {
    const messages = await this.floor.messaging.read('issuance.events', 0, 10_000);
    return messages
      .filter(({ message }) => message.subject === caseId)
      .map(({ message: { type, data } }) => ({ type, data: data as Record<string, unknown> }));
  }

  /** Until it has published a fact of this type, so many times. */
  told(caseId: string, type: string, times = 1): Promise<readonly PublishedFact['data'][]> {
    return isPublished(this, caseId, type, times);
  }

  /** As the journeys of keys in use know it. */
  get office(): KeyOffice {
    return {
      url: this.url,
      now: () => this.clock.now(),
      letPass: (by) => {
        this.clock.advance(by);
        return this.tick();
      },
      as: (person) => ({ http: this.as(keyPeople[person]), id: keyPeople[person] }),
      collected: (count) => Promise.all(Array.from({ length: count }, () => this.collected())),
      published: (caseId) => this.published(caseId),
      stored: async (caseId) => (await auditedFacts(this.as('aud-1'), 'issuance', caseId)).length,
    };
  }

  /** A case whose application was re-verified: form and scans are stored, and its order is open. */
  async reVerified(
    change: { readonly sealConfirmation?: Buffer; readonly provisional?: boolean; readonly kind?: Kind } = {},
  ): Promise<string> {
    const caseId = randomUUID();
    const { documents } = this.floor.service('issuance');
    const form = await documents.put(caseId, Buffer.from(JSON.stringify(formOf())), 'application/json');
    const scans = await Promise.all(
      SLOTS.map(async (slot) => {
        const bytes = slot === 'seal-confirmation' ? change.sealConfirmation : undefined;
        const image = await documents.put(caseId, bytes ?? Buffer.from(`scan of ${slot}`), 'image/jpeg');
        const page = {
          image,
          preview: image,
          receivedSha256: sha256Of(image.documentId),
          width: 1,
          height: 1,
          warnings: [],
        };
        return { slot, version: 1, qr: 'not-applicable' as const, pages: [page] };
      }),
    );
    await this.tell(`review.Review-${caseId}`, caseId, 'review.ApplicationReVerified.v1', {
      ...({ caseId, kind: change.kind ?? 'first', round: 1, uscc: form1.uscc, agencyId, officer: 'spr-1' } as const),
      ...{ decidedAt: this.clock.now(), preVerifier: 'agr-1', nameCn: form1.nameCn, pickupPointId },
      ...{ formNumber: formNumberOf(caseId), formVersion: 1, form, documents: scans },
      sealImpressionUsable: change.sealConfirmation !== undefined,
      ...{ startedAt: this.clock.now(), dueAt: '2026-03-09T16:00:00.000Z', dueOn: '2026-03-09' },
      provisional: change.provisional ?? false,
    });
    await this.maker.orders.awaits(caseId, change.kind === 'replacement' ? 'await-revocation' : 'start-production');
    return caseId;
  }

  /** What intake tells of a case that is for a key in place of another. */
  async named(
    caseId: string,
    tokenSerial: string | null,
    ground: ReplacementGround = 'damaged',
    surplus: readonly string[] = [],
  ): Promise<void> {
    await this.tell(`intake.KeyApplication-${caseId}`, caseId, 'intake.KeyNamed.v1', {
      ...({ caseId, kind: 'replacement', uscc: form1.uscc, number: tokenSerial ?? '旧 12', tokenSerial } as const),
      ...{ ground, surplus: [...surplus], namedAt: this.clock.now() },
    });
  }

  async withdraw(caseId: string, kind: Kind = 'first'): Promise<void> {
    await this.tell(`intake.KeyApplication-${caseId}`, caseId, 'intake.ApplicationWithdrawn.v1', {
      ...({ caseId, kind, uscc: form1.uscc, ground: 'applicant' } as const),
      withdrawnAt: this.clock.now(),
    });
  }

  /** A serial number that no token had before. */
  nextSerial(): string {
    return `EK2026${String((this.serial += 1)).padStart(4, '0')}`;
  }

  /** From the stock to the key that waits for its check. */
  async made(caseId: string): Promise<MadeKey> {
    const serial = this.nextSerial();
    await this.shippingDesk.stocks(serial, 'spl-2');
    return this.maker.makes(caseId, serial);
  }

  async checked(caseId: string): Promise<MadeKey> {
    const key = await this.made(caseId);
    await this.checker.checks(caseId, key);
    return key;
  }

  /** A checked key on its way to the counter. */
  async shipped(caseId: string): Promise<{ readonly key: MadeKey; readonly parcelId: string }> {
    const key = await this.checked(caseId);
    const tokens = [key.token.serialNumber];
    const trackingNumber = `SF${randomUUID().slice(0, 8)}`;
    const parcelId = await this.shippingDesk.ships({ tokens, agencyId, pickupPointId, trackingNumber });
    await this.counter.orders.awaits(caseId, 'await-receipt');
    return { key, parcelId };
  }

  /** A key at the counter, its enterprise told to come. */
  async ready(caseId: string): Promise<{ readonly key: MadeKey; readonly parcelId: string }> {
    const { key, parcelId } = await this.shipped(caseId);
    await this.counter.receives(parcelId, [key.token.serialNumber]);
    await this.counter.orders.awaits(caseId, 'notify-collection');
    await this.counter.notifies(caseId);
    await this.counter.orders.awaits(caseId, 'final-review');
    return { key, parcelId };
  }

  /** A key in the hand of its enterprise, its certificates good. */
  async collected(): Promise<KeyInHand> {
    const caseId = await this.reVerified();
    const { key } = await this.ready(caseId);
    await this.counter.passesFinalReview(caseId);
    await this.counter.handsOver(caseId, key.token.serialNumber, applicant);
    await this.told(caseId, 'CertificateActivated', 2);
    return { caseId, key };
  }

  /** Until the order shows this status. */
  at(caseId: string, status: string): Promise<OrderLine> {
    return until(
      `the order is ${status}`,
      () => this.maker.orders.order(caseId),
      (line) => line.status === status,
    );
  }

  get reliance(): Reliance {
    return new Reliance(new HttpClient(this.url));
  }

  async crl(): Promise<Buffer> {
    return (await new HttpClient(this.url).get(`${API}/crl`)).bytes;
  }

  token(serial: string): Promise<string> {
    return this.shippingDesk.tokenStatus(serial);
  }
}

/** Opens a desk before the first test of a file; behind the last one no case must be parked. */
export function withDesk(opened: (desk: IssuanceDesk) => void): void {
  let desk: IssuanceDesk | undefined;
  beforeAll(async () => opened((desk = await IssuanceDesk.open())));
  afterAll(async () => {
    const parked = await desk?.parked();
    await desk?.dispose();
    expect(parked).toEqual([]);
  });
}

export const formNumberOf = (caseId: string): string => `EK-${caseId.slice(0, 8)}`;

const form1 = { uscc: inventedUscc(1), nameCn: '深圳市示例科技有限公司' };
const formOf = (): Pick<SubmittedForm, 'registeredAddress' | 'enterpriseType' | 'agent' | 'seal'> => ({
  registeredAddress: '广东省深圳市南山区科技园1号',
  enterpriseType: '有限责任公司（自然人投资或控股）',
  agent: applicant,
  seal: { name: form1.nameCn, type: 'official', shape: 'round', widthMm: 40, heightMm: 40 },
});
