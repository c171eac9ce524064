import { Inject, Injectable } from '@nestjs/common';
import { maskEmail } from '@ekey/identifiers';
import type { PersonalData } from '@ekey/personal-data';
import { PERSONAL_DATA, VIEWS } from '@ekey/platform';
import type { ViewStore } from '@ekey/views';
import { newestAddress } from '../notice/letter';
import { caseContacts } from '../views/case-contacts.view';
import type { ShownNotice } from '../views/notices.view';
import { purposeLabels, stateLabels } from './labels';

/** Notices as support sees them: the recipient only masked, `null` where unknown or erased. */
@Injectable()
export class SupportDesk {
  constructor(
    @Inject(VIEWS) private readonly views: ViewStore,
    @Inject(PERSONAL_DATA) private readonly personal: PersonalData,
  ) {}

  async shown(notice: ShownNotice) {
    const { address: _sealed, addressAsOf: _tried, renewalId: _where, revision: _etag, ...told } = notice;
    return {
      ...told,
      purposeLabel: purposeLabels[notice.purpose],
      stateLabel: stateLabels[notice.state],
      mailTo: await this.maskedAddress(notice),
    };
  }

  private async maskedAddress({ caseId, renewalId, address }: ShownNotice): Promise<string | null> {
    const contactOf = async (id: string | null) => (id === null ? null : this.views.get(caseContacts, id));
    const known = newestAddress(address, await contactOf(caseId), await contactOf(renewalId));
    const opened = known === null ? null : await this.personal.open(known.mailTo);
    return opened === null ? null : maskEmail(String(opened));
  }
}
