import { answerOf } from '@ekey/kernel/testing';
import { published } from '../testing/published';
import { organisations } from './organisations.view';

const point = {
  id: 'BJ-12',
  name: '12号窗口',
  address: '北京市通州区运河东大街57号',
  hours: '工作日9:00–17:00',
  phone: '010-55570000',
};
const changed = (hours: string, revision: number) =>
  published(
    'review.OrganisationChanged.v1',
    {
      ...{
        organisationId: 'BJ',
        kind: 'authority',
        name: '北京市商务局',
        region: '110000',
        address: '北京市通州区',
        phone: '010-55570001',
      },
      ...{ active: true, pickupPoints: [{ ...point, hours }] },
    },
    { stream: 'review.Organisation-BJ', revision },
  );

describe('the pick-up points of an authority', () => {
  it('are those that were told last', () =>
    expect(answerOf(organisations, 'BJ', [changed('工作日9:00–17:00', 0), changed('工作日9:00–12:00', 1)])).toEqual({
      ...{ organisationId: 'BJ', name: '北京市商务局', address: '北京市通州区', phone: '010-55570001' },
      pickupPoints: [{ ...point, hours: '工作日9:00–12:00' }],
    }));
  it('stay so when an older fact arrives late', () =>
    expect(
      answerOf(organisations, 'BJ', [changed('工作日9:00–12:00', 1), changed('工作日9:00–17:00', 0)]),
    ).toMatchObject({
      pickupPoints: [{ hours: '工作日9:00–12:00' }],
    }));
});
