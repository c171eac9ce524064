import type { ViewStore } from '@ekey/views';
import type { Place } from '../notice/templates';
import { caseContacts } from '../views/case-contacts.view';
import { dueDates } from '../views/due-dates.view';
import { organisations } from '../views/organisations.view';
import type { Contact, Directory, DueDate } from './directory.port';

/** Looks things up in what the other services have told. */
export class ViewsDirectory implements Directory {
  constructor(private readonly views: Pick<ViewStore, 'get'>) {}

  contact(caseId: string): Promise<Contact | null> {
    return this.views.get(caseContacts, caseId);
  }

  dueDate(caseId: string): Promise<DueDate | null> {
    return this.views.get(dueDates, caseId);
  }

  async pickupPoint(agencyId: string, pickupPointId: string): Promise<Place | null> {
    const authority = await this.views.get(organisations, agencyId);
    const point = authority?.pickupPoints.find(({ id }) => id === pickupPointId);
    if (!authority || !point) return null;
    const { name, address, hours, phone } = point;
    return { authority: authority.name, name, address, hours, phone };
  }
}
