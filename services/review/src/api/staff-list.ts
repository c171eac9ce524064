import { Inject, Injectable } from '@nestjs/common';
import type { Sealed } from '@ekey/kernel';
import type { PersonalData } from '@ekey/personal-data';
import { ACCESS_LOG, notFound, PERSONAL_DATA, VIEWS, type AccessLog, type Caller } from '@ekey/platform';
import type { AtLeast, Condition, ViewStore } from '@ekey/views';
import { staff, type StaffEntry } from '../views/staff.view';

/** Accounts as administrators and managers see them. Names are opened for them, and each look is recorded. */
@Injectable()
export class StaffList {
  constructor(
    @Inject(VIEWS) private readonly views: ViewStore,
    @Inject(PERSONAL_DATA) private readonly personal: PersonalData,
    @Inject(ACCESS_LOG) private readonly accessLog: AccessLog,
  ) {}

  async list(where: Record<string, Condition>, page: { limit: number; after?: string }, caller: Caller) {
    await this.recorded(caller, 'staff.list', 'all');
    const found = await this.views.find(staff, { where, ...page });
    return { ...found, items: await Promise.all(found.items.map((entry) => this.shown(entry))) };
  }

  /** @throws notFound where there is no account of this kind. */
  async one(id: string, kind: StaffEntry['kind'], caller: Caller, atLeast?: AtLeast) {
    const entry = await this.views.get(staff, id, atLeast);
    if (entry === null || entry.kind !== kind) throw notFound();
    await this.recorded(caller, 'staff.open', id);
    return this.shown(entry);
  }

  private async shown({ login, name, ...entry }: StaffEntry) {
    return { ...entry, login: await this.opened(login), name: await this.opened(name) };
  }

  private async opened(sealed: Sealed | null): Promise<string | null> {
    return sealed === null ? null : ((await this.personal.open(sealed)) as string | null);
  }

  private recorded(caller: Caller, action: string, subject: string): Promise<void> {
    const purpose = 'administration';
    return this.accessLog.record({ service: 'review', caller, action, subject, purpose, outcome: 'granted' });
  }
}
