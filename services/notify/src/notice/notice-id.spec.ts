import { noticeIdFor as asIntakeDerivesIt } from '@ekey/platform';
import { noticeIdFor } from './notice-id';

describe('the id of a notice', () => {
  it('is the one that intake checks a mailed link against', () =>
    expect(noticeIdFor('7a6b5c4d-3e2f-4a1b-9c8d-7e6f5a4b3c05', 'activation')).toBe(
      asIntakeDerivesIt('7a6b5c4d-3e2f-4a1b-9c8d-7e6f5a4b3c05', 'activation'),
    ));
  it('differs by request and by purpose', () => {
    const ids = [noticeIdFor('a', 'activation'), noticeIdFor('b', 'activation'), noticeIdFor('a', 'password-reset')];
    expect(new Set(ids).size).toBe(3);
  });
});
