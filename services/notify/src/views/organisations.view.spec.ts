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
const changed = (hours: string, revision: number, pickupPoints = [{ ...point, hours }]) =>
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
      ...{ active: true, pickupPoints },
    },
    { stream: 'review.Organisation-BJ', revision },
  );

describe('the pick-up points of an authority', () => {
  it('are those that were told last', () =>
    expect(answerOf(organisations, 'BJ', [changed('工作日9:00–17:00', 0), changed('工作日9:00–12:00', 1)])).toEqual({
      ...{ organisationId: 'BJ', name: '北京市商务局', address: '北京市通州区', phone: '010-55570001' },
      pickupPoints: [{ ...point, hours: '工作日9:00–12:00' }],
    }));
  it('are still told where one was closed: keys wait there for those who chose it', () => {
    const moved = { ...point, id: 'BJ-13', name: '13号窗口' };
    const facts = [changed(point.hours, 0), changed('', 1, [moved]), changed('', 2, [{ ...moved, hours: '工作日' }])];
    expect(answerOf(organisations, 'BJ', facts)).toMatchObject({
      pickupPoints: [{ id: 'BJ-13', hours: '工作日' }, point],
    });
  });
  it('stay so when an older fact arrives late', () =>
    expect(
      answerOf(organisations, 'BJ', [changed('工作日9:00–12:00', 1), changed('工作日9:00–17:00', 0)]),
    ).toMatchObject({
      pickupPoints: [{ hours: '工作日9:00–12:00' }],
    }));
});
