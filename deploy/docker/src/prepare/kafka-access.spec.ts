import { AclOperationTypes, AclResourceTypes, ResourcePatternTypes, type AclEntry } from 'kafkajs';
import { parkedTopicName } from '@ekey/messaging/kafka';
import { kafkaRights } from './kafka-access';

const rights = kafkaRights('try-');
const { CREATE, READ, WRITE } = AclOperationTypes;

const fits = ({ resourcePatternType, resourceName }: AclEntry, name: string): boolean =>
  resourcePatternType === ResourcePatternTypes.LITERAL ? resourceName === name : name.startsWith(resourceName);
const may = (service: string, operation: AclOperationTypes, resourceType: AclResourceTypes, name: string): boolean =>
  rights.some(
    (entry) =>
      entry.principal === `User:ekey-${service}` &&
      entry.operation === operation &&
      entry.resourceType === resourceType &&
      fits(entry, `try-${name}`),
  );

describe('the rights on the broker', () => {
  it('let a service publish into its own topic, and into no other', () => {
    expect(may('intake', WRITE, AclResourceTypes.TOPIC, 'intake.events')).toBe(true);
    expect(may('intake', WRITE, AclResourceTypes.TOPIC, 'review.events')).toBe(false);
  });

  it('let it read what others publish, in groups of its own', () => {
    for (const topic of ['intake.events', 'issuance.events'])
      expect(may('notify', READ, AclResourceTypes.TOPIC, topic)).toBe(true);
    expect(may('notify', READ, AclResourceTypes.GROUP, 'notify: notices')).toBe(true);
    expect(may('notify', READ, AclResourceTypes.GROUP, 'intake: application-status')).toBe(false);
  });

  it('let its own log be copied and read by itself alone', () => {
    for (const operation of [READ, WRITE])
      expect(may('intake', operation, AclResourceTypes.TOPIC, 'intake.log')).toBe(true);
    expect(may('intake', READ, AclResourceTypes.TOPIC, 'intake.relay')).toBe(true);
    expect(may('review', READ, AclResourceTypes.TOPIC, 'intake.log')).toBe(false);
  });

  it.each([
    ['intake.events', 'intake: publisher'],
    ['review.events', 'intake: application-status'],
    ['intake.log', 'intake: application-status'],
    ['intake.relay', 'relay'],
  ])('let it keep what it could not handle of %s where no other service may write', (topic, group) => {
    const parked = parkedTopicName(topic, group);
    for (const operation of [CREATE, READ, WRITE])
      expect(may('intake', operation, AclResourceTypes.TOPIC, parked)).toBe(true);
    expect(may('notify', WRITE, AclResourceTypes.TOPIC, parked)).toBe(false);
    expect(may('intake', CREATE, AclResourceTypes.TOPIC, 'anything')).toBe(false);
  });
});
