import { answerOf, recorded } from '@ekey/kernel/testing';
import { organisations } from './organisations.view';

const changed = (name: string, revision: number) =>
  recorded(
    { type: 'review.OrganisationChanged.v1', data: { organisationId: 'agency-44', name, pickupPoints: [] } },
    { stream: 'review.Organisation-agency-44', revision },
  );

it('a pick-up point that was closed is still known to the orders that go there', () => {
  const told = (ids: readonly string[], revision: number) =>
    recorded(
      {
        type: 'review.OrganisationChanged.v1',
        data: { organisationId: 'agency-44', pickupPoints: ids.map((id) => ({ id })) },
      },
      { stream: 'review.Organisation-agency-44', revision },
    );
  expect(answerOf(organisations, 'agency-44', [told(['hall'], 0), told(['port'], 1)])).toMatchObject({
    pickupPoints: [{ id: 'port' }, { id: 'hall' }],
  });
});

it('an authority is known as it was changed last', () => {
  expect(answerOf(organisations, 'agency-44', [changed('旧名', 0), changed('新名', 1)])).toMatchObject({
    name: '新名',
  });
  expect(answerOf(organisations, 'agency-1', [changed('旧名', 0)])).toBeNull();
});
