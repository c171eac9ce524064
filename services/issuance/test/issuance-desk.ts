import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import type { Published } from '@ekey/contracts';
import type { Clock } from '@ekey/kernel';
import { HttpClient, until } from '@ekey/journeys';
import { openFileCertificateAuthority } from '@ekey/pki/forge';
import type { CertificateAuthority } from '@ekey/pki';
import { createApplication, openLog, readConfig, TokenIssuer, type Application, type Floor, type Role } from '@ekey/platform';
import { SoftToken } from '@ekey/soft-token';
import { DataFolder } from '../../../deploy/standalone/src/data-folder';
import { openStandaloneFloor } from '../../../deploy/standalone/src/standalone.floor';
import { certificatePlaces, issuanceModule } from '../src';
import { slots } from '../src/key-order/key-order.events';

export const agencyId = 'agency-44';
export const pickupPointId = 'point-4403';
export const provider = { provinceName: '北京市', localityName: '北京市', organisationName: '电子钥匙服务商', uscc: '91110000MA001A2B3C' };
export const agent = { name: '张三', idType: 'residentIdentityCard', idNumber: '11010519491231002X' };
export const uscc = '91440300MA5F3X7Y2K';

type People = 'maker' | 'checker' | 'shipper' | 'counter' | 'manager' | 'stranger' | 'reverifier';
const roles: Record<People, { id: string; roles: Role[]; organisationId: string }> = {
  maker: { id: 'spp-1', roles: ['SPP'], organisationId: 'provider' },
  checker: { id: 'spp-2', roles: ['SPP'], organisationId: 'provider' },
  reverifier: { id: 'spr-1', roles: ['SPR', 'SPP'], organisationId: 'provider' },
  shipper: { id: 'spl-1', roles: ['SPL'], organisationId: 'provider' },
  counter: { id: 'agc-1', roles: ['AGC'], organisationId: agencyId },
  manager: { id: 'agm-1', roles: ['AGM'], organisationId: agencyId },
  stranger: { id: 'agc-9', roles: ['AGC'], organisationId: 'agency-99' },
};

/** Issuance alone on a real floor, with review and intake played by what they would publish. */
export class IssuanceDesk {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'ekey-issuance-'));
  readonly people = {} as Record<People, HttpClient>;
  private application!: Application;
  private data!: DataFolder;
  floor!: Floor;
  authority!: CertificateAuthority;
  private sequence = 0;

  constructor(private readonly clock: Clock) {}

  async open(wrap: (authority: CertificateAuthority) => CertificateAuthority = (authority) => authority): Promise<void> {
    openLog('silent');
    const config = readConfig({ PORT: '0', DATA_DIR: this.folder, RATE_LIMIT_PER_MINUTE: '100000' });
    this.data = new DataFolder(this.folder);
    this.data.lock();
    this.floor = await openStandaloneFloor(config, this.clock, this.data);
    this.authority = wrap(
      await openFileCertificateAuthority({
        folder: this.data.of('authority'),
        passphrase: (await this.floor.secrets.bytes('authority-passphrase')).toString('base64url'),
        provider,
        places: certificatePlaces(config),
        now: new Date(this.clock.now()),
        keyBits: { root: 2048 },
      }),
    );
    this.application = await createApplication(this.floor, [issuanceModule(this.authority)]);
    const url = await this.application.listen('127.0.0.1', 0);
    const issuer = new TokenIssuer(this.floor.tokenKeys, this.clock, 'review', 10 * 365 * 86_400);
    for (const [name, person] of Object.entries(roles) as [People, (typeof roles)[People]][]) {
      this.people[name] = new HttpClient(`${url}/api/issuance/v1`);
      this.people[name].authorise(await issuer.issue({ kind: 'staff', ...person }));
    }
  }

  async close(): Promise<void> {
    await this.application.close();
    this.data.unlock();
  }

  async reopen(wrap?: (authority: CertificateAuthority) => CertificateAuthority): Promise<void> {
    await this.close();
    await this.open(wrap);
  }

  async dispose(): Promise<void> {
    await this.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  tickAll(): Promise<void> {
    return this.application.hosts.byService.get('issuance')!.tickAll();
  }

  parked() {
    return this.floor.service('issuance').reactors.parked();
  }

  /** What another service would publish. */
  async tell(stream: string, subject: string, { type, data }: Published): Promise<void> {
    const [service] = type.split('.');
    await this.floor.messaging.publish(`${service}.events`, [
      {
        specversion: '1.0',
        id: randomUUID(),
        source: `/ekey/${service}`,
        type,
        subject,
        time: this.clock.now(),
        dataschema: `urn:ekey:schema:${type}`,
        datacontenttype: 'application/json',
        data,
        correlationid: randomUUID(),
        causationid: randomUUID(),
        stream,
        sequence: (this.sequence += 1),
      },
    ]);
  }

  /** What issuance has published of a case, oldest first. */
  async published(caseId: string): Promise<readonly { type: string; data: Record<string, unknown> }[]> {
    const messages = await this.floor.messaging.read('issuance.events', 0, 10_000);
    return messages
      .filter(({ message }) => message.subject === caseId)
      .map(({ message }) => ({ type: message.type, data: message.data as Record<string, unknown> }));
  }

  /** A case whose application was re-verified: its form and scans are stored, its order is open. */
  async reVerified(caseId = randomUUID(), nameCn = '深圳市示例科技有限公司'): Promise<string> {
    const documents = this.floor.service('issuance').documents;
    const form = { registeredAddress: '广东省深圳市南山区科技园1号', enterpriseType: '有限责任公司', agent, nameCn };
    const stored = await documents.put(caseId, Buffer.from(JSON.stringify(form)), 'application/json');
    const pages = await Promise.all(slots.map((slot) => documents.put(caseId, Buffer.from(`scan of ${slot}`), 'image/jpeg')));
    const now = this.clock.now();
    await this.tell(`review.Review-${caseId}`, caseId, {
      type: 'review.ApplicationReVerified.v1',
      data: {
        ...{ caseId, kind: 'first', round: 1, uscc, agencyId, officer: 'spr-1', decidedAt: now },
        ...{ preVerifier: 'agr-1', nameCn, pickupPointId, formNumber: `EK-${caseId.slice(0, 8)}`, formVersion: 1 },
        form: stored,
        documents: slots.map((slot, index) => ({
          slot,
          version: 1,
          qr: 'not-applicable',
          pages: [
            { image: pages[index]!, preview: pages[index]!, receivedSha256: pages[index]!.sha256, width: 1, height: 1, warnings: [] },
          ],
        })),
        ...{ sealImpressionUsable: false, startedAt: now, dueAt: '2026-03-09T16:00:00.000Z', dueOn: '2026-03-09', provisional: false },
      },
    });
    await until('the order is open', () => this.people.maker.send('GET', `/orders/${caseId}`), ({ status }) => status === 200);
    return caseId;
  }

  async stock(serial: string): Promise<void> {
    await this.people.shipper.post('/tokens', { tokenSerial: serial, model: 'UK-3', witness: 'spl-2' });
  }

  /** From the stock to a checked key, as the line does it. */
  async make(caseId: string, tokenSerial: string): Promise<SoftToken> {
    const { maker, checker } = this.people;
    await this.stock(tokenSerial);
    await maker.post(`/orders/${caseId}/production`, { tokenSerial });
    const { token, initialPin } = await SoftToken.initialise({ serialNumber: tokenSerial, stretching: 16 });
    const requests = await token.makeRequests(initialPin);
    for (const use of ['signing', 'encryption'] as const) {
      await maker.post(`/orders/${caseId}/certificate-requests`, { use, request: requests[use] });
    }
    const delivery = await this.delivery(caseId);
    token.importCertificate('signing', delivery.certificates.signing);
    token.importCertificate('encryption', delivery.certificates.encryption);
    token.importSeal(Buffer.from(delivery.seal.bytes, 'base64'));
    await checker.post(`/orders/${caseId}/quality-check`, await this.readBack(token, initialPin, delivery));
    return token;
  }

  async readBack(token: SoftToken, pin: string, delivery: CompleteDelivery): Promise<object> {
    return {
      tokenSerial: token.serialNumber,
      certificates: delivery.certificates,
      seal: token.readSeal()!.toString('base64'),
      signature: (await token.signNonce(pin, Buffer.from(delivery.nonce))).toString('base64'),
    };
  }

  async delivery(caseId: string): Promise<CompleteDelivery> {
    const { body } = await this.people.maker.get<CompleteDelivery>(`/orders/${caseId}/delivery?wait=20`);
    if (!body.complete) throw new Error('the delivery is not complete');
    return body;
  }

  /** Until the work list shows the order at this status. */
  async at(caseId: string, status: string): Promise<void> {
    await until(
      `the order is ${status}`,
      async () => (await this.people.maker.get<{ status: string }>(`/orders/${caseId}`)).body.status,
      (is) => is === status,
    );
  }

  async ship(tokens: readonly string[], trackingNumber: string): Promise<string> {
    const parcel = { tokens, agencyId, pickupPointId, carrier: 'SF', trackingNumber };
    return (await this.people.shipper.post<{ parcelId: string }>('/parcels', parcel)).body.parcelId;
  }
}

export interface CompleteDelivery {
  readonly complete: boolean;
  readonly tokenSerial: string;
  readonly certificates: { readonly signing: string; readonly encryption: string };
  readonly chain: readonly string[];
  readonly seal: { readonly sealId: string; readonly bytes: string };
  readonly nonce: string;
}

export const everyDocument = slots.map((slot) => ({ slot, version: 1 }));
