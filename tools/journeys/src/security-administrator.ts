import type { Role } from '@ekey/platform';
import type { AuthorityFacts, OfficeFacts } from './cast';
import { MachineAccount, newMachineKey } from './machine-account';
import { StaffAccount } from './staff-account';
import type { World } from './world';

const REVIEW = '/api/review/v1';

/** Where somebody works, as what, and at which counters. */
export interface Assignment {
  readonly organisationId: string | null;
  readonly roles: readonly Role[];
  readonly pickupPointIds?: readonly string[];
}

/** Who sets up organisations and accounts, and does no business. */
export class SecurityAdministrator {
  private constructor(
    private readonly world: World,
    readonly account: StaffAccount,
  ) {}

  /** The first log-in of a new system, with what its first start told. */
  static async enrol(world: World): Promise<SecurityAdministrator> {
    const { login, password } = world.firstAdministrator;
    return new SecurityAdministrator(world, await StaffAccount.enrol(world, { login, oneTimePassword: password }));
  }

  /** @returns the id of the authority. */
  opensAuthority({ name, region, address, phone, pickupPoints }: AuthorityFacts): Promise<string> {
    return this.registers({ kind: 'authority', name, region, address, phone, pickupPoints });
  }

  /** @returns the id of the provider. */
  registersProvider({ name, address, phone }: OfficeFacts): Promise<string> {
    return this.registers({ kind: 'provider', name, address, phone });
  }

  /** Invites somebody, who then logs in for the first time. */
  async employs(login: string, name: string, assignment: Assignment): Promise<StaffAccount> {
    const invited = await this.account.http.post<{ oneTimePassword: string }>(`${REVIEW}/staff`, {
      login,
      name,
      ...assignment,
    });
    return StaffAccount.enrol(this.world, { login, oneTimePassword: invited.body.oneTimePassword });
  }

  /** Registers a machine that works for one operator alone. */
  async registersMachine(label: string, assignment: Assignment, operator: string): Promise<MachineAccount> {
    const key = newMachineKey();
    const body = { label, publicKey: key.publicKey, operators: [operator], ...assignment };
    const registered = await this.account.http.post<{ machineId: string }>(`${REVIEW}/machines`, body);
    const machine = new MachineAccount(this.world, registered.body.machineId, key, operator);
    await machine.logIn();
    return machine;
  }

  private async registers(profile: object): Promise<string> {
    const answer = await this.account.http.post<{ organisationId: string }>(`${REVIEW}/organisations`, profile);
    return answer.body.organisationId;
  }
}

/** @returns the log-in that stands in the file which the first start leaves for who runs the host. */
export function readFirstAdministrator(text: string): World['firstAdministrator'] {
  const [login, password] = ['login', 'one-time password'].map(
    (name) => new RegExp(`^${name}: (\\S+)$`, 'm').exec(text)?.[1],
  );
  if (login === undefined || password === undefined) throw new Error('no log-in of a first administrator is told');
  return { login, password };
}
