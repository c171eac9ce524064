import { Inject, Injectable } from '@nestjs/common';
import { CASES, VIEWS, type Figure, type Reading } from '@ekey/platform';
import type { ViewStore } from '@ekey/views';
import { applicationStatus } from '../views/application-status.view';

/** How many applications lie with their applicants, before a submission or after a rejection? */
@Injectable()
export class OpenApplications implements Figure {
  static readonly about = CASES;

  constructor(@Inject(VIEWS) private readonly views: ViewStore) {}

  async read(): Promise<readonly Reading[]> {
    const value = await this.views.count(applicationStatus, { idleSince: { from: '' } });
    return [{ labels: { stage: 'with-applicant' }, value }];
  }
}
