import { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes, type AclEntry } from 'kafkajs';
import { SERVICES, type ServiceName } from '../secrets/secret-plan';

const { CREATE, DESCRIBE, READ, WRITE } = AclOperationTypes;
const { LITERAL, PREFIXED } = ResourcePatternTypes;
const { GROUP, TOPIC } = AclResourceTypes;

type Resource = Pick<AclEntry, 'resourceType' | 'resourceName' | 'resourcePatternType'>;

/**
 * What each service may do: publish into its own topic, read all of them in groups of its own, and keep what it could not
 * handle in topics of its own beside them. Whatever is not allowed is refused.
 * @param prefix before every topic and group, where several installations share a cluster.
 */
export const kafkaRights = (topics: readonly string[], prefix: string): readonly AclEntry[] =>
  SERVICES.flatMap((service) => rightsOf(service, topics, prefix));

function rightsOf(service: ServiceName, topics: readonly string[], prefix: string): readonly AclEntry[] {
  const may = (resource: Resource, ...operations: readonly AclOperationTypes[]): readonly AclEntry[] =>
    operations.map((operation) => ({
      ...resource,
      principal: `User:ekey-${service}`,
      host: '*',
      operation,
      permissionType: AclPermissionTypes.ALLOW,
    }));
  const topic = (name: string, resourcePatternType = LITERAL): Resource => ({
    resourceType: TOPIC,
    resourceName: `${prefix}${name}`,
    resourcePatternType,
  });
  const groups = (name: string): Resource => ({
    resourceType: GROUP,
    resourceName: `${prefix}${name}`,
    resourcePatternType: PREFIXED,
  });
  return [
    ...may(topic(`${service}.events`), WRITE),
    ...topics.flatMap((name) => may(topic(name), READ, DESCRIBE)),
    ...topics.flatMap((name) => may(topic(`${name}.${service}-`, PREFIXED), CREATE, READ, WRITE, DESCRIBE)),
    ...may(groups(`${service}: `), READ, DESCRIBE),
    // Whoever reads a topic through belongs to a group that is never joined and keeps nothing.
    ...may(groups('reader-'), READ),
  ];
}
