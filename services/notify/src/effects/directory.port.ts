import type { StatedAddress } from '../notice/notice.events';
import type { Place } from '../notice/templates';

/** What is looked up when a mail is sent. `null`: notify has not been told of it yet. */
export interface Directory {
  contact(caseId: string): Promise<Contact | null>;
  dueDate(caseId: string): Promise<DueDate | null>;
  pickupPoint(agencyId: string, pickupPointId: string): Promise<Place | null>;
}

/** By when a round is decided; a provisional date counts a year that is not published yet. */
export interface DueDate {
  readonly round: number;
  readonly dueOn: string;
  readonly provisional: boolean;
}

/** Where mails about a case go today, and how they call it once it was submitted. */
export interface Contact extends StatedAddress {
  readonly application?: { readonly number: string; readonly nameCn: string };
}
