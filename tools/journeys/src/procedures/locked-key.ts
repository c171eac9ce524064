import { unlockToken, type SoftToken, type UnlockOutcome } from '@ekey/soft-token';
import type { Case, Scene, Sent } from '../first-application/scene';
import { HttpClient, until, type Answer } from '../http-client';
import type { KeyOffice } from '../key-office';
import { KeyInUse } from './key-in-use';
import { officeOf } from './office-of-scene';

const UNLOCKS = '/api/issuance/v1/unlocks';
const INTERIM = 'Interim-0001';
/** The PIN that its holder chooses in the end. */
export const OWN_PIN = 'My-own-0001';
export const UNLOCK_VERIFICATION = {
  identification: 'stamped-letter',
  documents: ['stamped-request', 'business-licence', 'authorised-user-id'],
};

export interface UnlockCode {
  readonly code: string;
  readonly expiresAt: string;
}
interface ListedUnlock {
  readonly tokenSerial: string;
  readonly status: string;
  readonly label: string;
  readonly codeExpiresAt: string | null;
  readonly requestedBy: string;
  readonly reference: string | null;
  readonly reason: string | null;
}

/** A key whose PIN somebody has forgotten. */
export class LockedKey extends KeyInUse {
  static override async collected(office: KeyOffice, count: number): Promise<LockedKey[]> {
    const keys = (await office.collected(count)).map(({ caseId, key }) => new LockedKey(office, caseId, key));
    for (const key of keys) await key.forgets();
    return keys;
  }

  /** Of an enterprise that asks for itself. */
  static of(scene: Scene, { application, ...key }: Case & Sent): LockedKey {
    return new LockedKey(officeOf(scene), application.id, key);
  }

  /** Its holder tries until it is locked. */
  async forgets(): Promise<void> {
    await this.tokenIs('handed-over');
    while (this.token.triesLeft > 0) await this.token.changePin('forgotten', OWN_PIN).catch(() => undefined);
  }

  get token(): SoftToken {
    return this.key.token;
  }

  /** As its holder's client reports, who is nobody without the code. */
  reports(code: string, outcome: object): Promise<Answer> {
    return new HttpClient(this.office.url).post(this.place('unlock/outcome'), { code, ...outcome });
  }

  /** Up to the code. */
  async authorised(): Promise<string> {
    await this.post('support', 'unlock', { reference: '来电 1107' });
    await this.post('secondReviewer', 'unlock/verification', UNLOCK_VERIFICATION);
    return (await this.post<UnlockCode>('maker', 'unlock/authorisation')).body.code;
  }

  unlock(adminPin = this.key.adminPin): Promise<UnlockOutcome> {
    return unlockToken(this.token, { adminPin, interimPin: INTERIM, newPin: OWN_PIN });
  }

  async listed(status: string): Promise<ListedUnlock> {
    const { http } = this.office.as('reviewer');
    const isIt = ({ tokenSerial }: ListedUnlock): boolean => tokenSerial === this.tokenSerial;
    const items = await until(
      `the unlocking is ${status}`,
      async () => (await http.get<{ items: ListedUnlock[] }>(`${UNLOCKS}?status=${status}&limit=200`)).body.items,
      (all) => all.some(isIt),
    );
    return items.find(isIt) as ListedUnlock;
  }
}
