import { Inject, Injectable } from '@nestjs/common';
import {
  ACCESS_LOG,
  Commands,
  notFound,
  problem,
  stored,
  VIEWS,
  type AccessLog,
  type Caller,
  type HttpIntent,
} from '@ekey/platform';
import type { ViewStore } from '@ekey/views';
import type { RevocationCommand } from '../revocation/revocation.commands';
import type { HeldKey } from '../revocation/revocation.events';
import { HandleRevocation } from '../revocation/revocation.handler';
import { certificates } from '../views/certificates.view';
import { keyStandingProblems } from './key-standings.problems';
import { OrderDesk, personBehind } from './order-desk';

/** Who does it, and when. */
interface ByOfficer {
  readonly by: string;
  readonly now: string;
}

/** Keys in the hands of enterprises, found by the number of one of their certificates, and what officers do about them. */
@Injectable()
export class HeldKeys {
  constructor(
    private readonly desk: OrderDesk,
    private readonly commands: Commands,
    @Inject(VIEWS) private readonly views: ViewStore,
    @Inject(ACCESS_LOG) private readonly accessLog: AccessLog,
  ) {}

  /** @throws Problem NotFound where there is no such certificate for the caller, KeyNotInUse where its key is not in use */
  async send(
    serial: string,
    { intent, sent }: { readonly intent: HttpIntent; readonly sent: unknown },
    command: (key: HeldKey, by: ByOfficer) => RevocationCommand,
  ) {
    const key = await this.find(serial, intent.caller);
    const asked = command(key, { by: personBehind(intent.caller), now: intent.now });
    const id = `${key.caseId}.${key.attempt}`;
    const outcome = await this.commands.send(
      HandleRevocation,
      id,
      asked,
      intent.envelope({ sent }),
      keyStandingProblems,
    );
    await this.record(asked.type, key, intent.caller);
    return stored(outcome);
  }

  private async find(serial: string, caller: Caller): Promise<HeldKey> {
    const certificate = await this.views.get(certificates, serial.toUpperCase());
    if (certificate === null) throw notFound();
    const { line, detail } = await this.desk.read(certificate.caseId, caller);
    const { collected, making } = detail;
    const serials = collected === null ? [] : [collected.certificates.signing, collected.certificates.encryption];
    if (making === null || !serials.includes(certificate.serial)) throw keyNotInUse();
    const { caseId, attempt, uscc, agencyId, pickupPointId } = line;
    const { tokenSerial, seal } = making;
    return { caseId, attempt, uscc, agencyId, pickupPointId, tokenSerial, serials, sealId: seal?.sealId ?? null };
  }

  private record(action: string, { caseId: subject }: HeldKey, caller: Caller): Promise<void> {
    return this.accessLog.record({
      service: 'issuance',
      caller,
      action,
      subject,
      purpose: 'verdict',
      outcome: 'granted',
    });
  }
}

/** What ends before the hand-over ends by its order, and at once. */
const keyNotInUse = () =>
  problem({
    status: 409,
    code: 'KeyNotInUse',
    zh: '该证书所属电子钥匙尚未领取或已重新制作，请在制作单中办理。',
    en: 'The key of this certificate was not handed over, or was made anew. Go on with its order.',
  });
