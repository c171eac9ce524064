import { answerOf, recorded } from '@ekey/kernel/testing';
import { organisations, type Organisation } from './organisations.view';

const organisation: Organisation = {
  organisationId: 'fuzhou',
  kind: 'authority',
  name: '福州市商务局',
  region: '350100',
  address: '福州市示例路1号',
  phone: '0591-60000000',
  active: true,
  pickupPoints: [],
};
const changed = (change: Partial<Organisation>, revision: number) =>
  recorded(
    { type: 'review.OrganisationChanged.v1', data: { ...organisation, ...change } },
    { stream: 'review.Organisation-fuzhou', revision },
  );

describe('the organisations that intake knows', () => {
  it('are as review has told last', () =>
    expect(answerOf(organisations, 'fuzhou', [changed({}, 0), changed({ name: '福州市商务委员会' }, 1)])).toMatchObject(
      {
        name: '福州市商务委员会',
      },
    ));
  it('take applications while they are active authorities', () => {
    expect(organisations.indexes['openIn']?.(organisation)).toBe('350100');
    expect(organisations.indexes['openIn']?.({ ...organisation, active: false })).toBeNull();
    expect(organisations.indexes['openIn']?.({ ...organisation, kind: 'provider' })).toBeNull();
  });
});
