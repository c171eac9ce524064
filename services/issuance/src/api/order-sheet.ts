import { Inject, Injectable } from '@nestjs/common';
import type { Documents } from '@ekey/documents';
import type { Sealed } from '@ekey/kernel';
import type { PersonalData } from '@ekey/personal-data';
import { ACCESS_LOG, DOCUMENTS, hasRole, PERSONAL_DATA, VIEWS, type AccessLog, type Caller } from '@ekey/platform';
import type { ViewStore } from '@ekey/views';
import { readSubmittedForm, type SubmittedForm } from '../effects/submitted-form';
import { goneForGood } from '../token/token.state';
import { certificates } from '../views/certificates.view';
import type { OrderStatus } from '../views/order-labels';
import type { OrderDetail } from '../views/order-detail.view';
import type { OrderLine } from '../views/order-list.view';
import { tokenStock } from '../views/token-stock.view';

/** While the enterprise may come for its key, the counter has to know who may take it. */
const atTheCounter: readonly OrderStatus[] = ['ready', 'reviewed', 'final-failed'];

/** A pair, and beside it for a moment the one whose place it takes. */
const MOST_IN_A_TOKEN = 4;

/** One order as a caller is shown it: sealed parts opened for those who need them, and each opening recorded. */
@Injectable()
export class OrderSheet {
  constructor(
    @Inject(DOCUMENTS) private readonly documents: Documents,
    @Inject(PERSONAL_DATA) private readonly personal: PersonalData,
    @Inject(ACCESS_LOG) private readonly accessLog: AccessLog,
    @Inject(VIEWS) private readonly views: ViewStore,
  ) {}

  async of(line: OrderLine, detail: OrderDetail, caller: Caller) {
    const { formDocumentId: _form, documents, toReturn, finalReview, collected, ended, ...rest } = detail;
    const counter = hasRole(caller, 'AGC', 'AGM');
    const authorisedUser =
      counter && atTheCounter.includes(line.status) ? await this.authorisedUser(detail, caller) : null;
    return {
      ...line,
      ...rest,
      documents: documents.map(({ slot, version, pages }) => ({ slot, version, pages: pages.length })),
      ...(authorisedUser === null ? {} : { authorisedUser }),
      finalReview: finalReview && { ...finalReview, remark: await this.remark(finalReview.remark, detail, caller) },
      oldKeys: await Promise.all(toReturn.map((tokenSerial) => this.oldKey(tokenSerial))),
      inUse: line.status === 'collected' ? await this.inUse(line) : [],
      collected: collected && { collector: collected.collector, collectedAt: collected.collectedAt, by: collected.by },
      ended: ended && { ...ended, remark: await this.remark(ended.remark, detail, caller) },
    };
  }

  /** Whether a token that has to be handed in for the new one has been, or was written off since it never comes. */
  private async oldKey(tokenSerial: string) {
    const status = (await this.views.get(tokenStock, tokenSerial))?.status ?? 'unknown';
    return { tokenSerial, status, handedIn: goneForGood.includes(status) };
  }

  /** What is in its token now: the pair of a renewal stands on no order, and by its numbers alone something is done about the key. */
  private async inUse({ tokenSerial }: OrderLine) {
    const where = { tokenSerial, standing: { in: ['live', 'suspended'] } };
    const { items } = await this.views.find(certificates, { where, limit: MOST_IN_A_TOKEN });
    return items.map(({ serial, use, standing, notAfter }) => ({ serial, use, standing, notAfter }));
  }

  /** Who may take the key, unmasked: for the counter that compares his document. */
  async authorisedUser(detail: OrderDetail, caller: Caller): Promise<SubmittedForm['agent'] | null> {
    await this.record('authorised-user.read', detail, caller);
    return (await readSubmittedForm(this.documents, detail.formDocumentId))?.agent ?? null;
  }

  /** Free text may name people. */
  private async remark(sealed: Sealed | null, detail: OrderDetail, caller: Caller): Promise<string | null> {
    if (sealed === null || !hasRole(caller, 'AGC', 'AGM')) return null;
    await this.record('remark.read', detail, caller);
    return (await this.personal.open(sealed, 'remark')) as string | null;
  }

  private record(action: string, { caseId: subject }: OrderDetail, caller: Caller): Promise<void> {
    const purpose = 'hand-over';
    return this.accessLog.record({ service: 'issuance', caller, action, subject, purpose, outcome: 'granted' });
  }
}
