import type { StatedAddress } from '../notice/notice.events';
import type { Place } from '../notice/templates';

/** What is looked up when a mail is sent. `null`: notify has not been told of it yet. */
export interface Directory {
  contact(caseId: string): Promise<Contact | null>;
  pickupPoint(agencyId: string, pickupPointId: string): Promise<Place | null>;
}

/** Where mails about a case go today, and how they call it once it was submitted. */
export interface Contact extends StatedAddress {
  readonly application?: { readonly number: string; readonly nameCn: string };
}
