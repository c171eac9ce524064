import { parkedTopicName } from './parked-topic';

describe('the topic of what a group has parked', () => {
  it('is named after the topic and the group', () => {
    expect(parkedTopicName('review.events', 'intake')).toBe('review.events.intake.parked');
  });

  it('is a name that Kafka takes, whatever a reactor is called', () => {
    const name = parkedTopicName('review.events', `intake: view 状态 v1 of review.events${'x'.repeat(300)}`);
    expect(name).toMatch(/^[A-Za-z0-9._-]{1,249}$/);
    expect(name).toMatch(/^review\.events\.intake-view-v1-of-review-events/);
  });

  it('is another for every group', () => {
    const names = ['a b', 'a: b', 'a-b', 'a', 'b'].map((group) => parkedTopicName('review.events', group));
    expect(new Set(names).size).toBe(5);
  });
});
