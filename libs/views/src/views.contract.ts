import { describeProjecting } from './contract/projecting';
import { describeRebuilding } from './contract/rebuilding';
import { queue } from './contract/review-queue';
import { describeSearching } from './contract/searching';
import type { ViewsUnderTest } from './contract/views-under-test';

export type { ViewsUnderTest } from './contract/views-under-test';

/** What every store of views must do. */
export function describeViewsContract(name: string, make: () => Promise<ViewsUnderTest>): void {
  describe(`views (${name})`, () => {
    let under: ViewsUnderTest;
    const given = (): ViewsUnderTest => under;
    beforeEach(async () => {
      under = await make();
      await under.views.open([queue]);
    });
    afterEach(() => under.dispose());

    describeProjecting(given);
    describeSearching(given);
    describeRebuilding(given);
  });
}
