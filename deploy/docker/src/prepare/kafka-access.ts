import { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes, type AclEntry } from 'kafkajs';
import { SERVICES, type ServiceName } from '../secrets/secret-plan';

const { CREATE, DESCRIBE, READ, WRITE } = AclOperationTypes;
const { LITERAL, PREFIXED } = ResourcePatternTypes;
const { GROUP, TOPIC } = AclResourceTypes;
const PARKING = [CREATE, READ, WRITE, DESCRIBE];

/**
 * What each service may do: publish into its own topic, read those of all others in groups of its own, copy its log to where
 * its own processes share it out, and keep what it could not handle in topics of its own beside them. Whatever is not
 * allowed is refused: of another's log, which holds more than it publishes, it learns nothing.
 * @param prefix before every topic and group, where several installations share a cluster.
 */
export const kafkaRights = (prefix: string): readonly AclEntry[] =>
  SERVICES.flatMap((service) => rightsOf(service, prefix));

function rightsOf(service: ServiceName, prefix: string): readonly AclEntry[] {
  const may =
    (resourceType: AclResourceTypes, resourcePatternType: ResourcePatternTypes) =>
    (name: string, operations: readonly AclOperationTypes[]): readonly AclEntry[] =>
      operations.map((operation) => ({
        ...{ resourceType, resourcePatternType, operation, resourceName: `${prefix}${name}` },
        ...{ principal: `User:ekey-${service}`, host: '*', permissionType: AclPermissionTypes.ALLOW },
      }));
  const [topic, topicsOf, groupsOf] = [may(TOPIC, LITERAL), may(TOPIC, PREFIXED), may(GROUP, PREFIXED)];
  return [
    ...SERVICES.flatMap((other) => topic(`${other}.events`, [READ, DESCRIBE])),
    ...SERVICES.flatMap((other) => topicsOf(`${other}.events.${service}-`, PARKING)),
    ...topic(`${service}.events`, [WRITE]),
    ...topic(`${service}.log`, [READ, WRITE, DESCRIBE]),
    ...topicsOf(`${service}.log.`, PARKING),
    ...topic(`${service}.relay`, [READ, DESCRIBE]),
    ...topicsOf(`${service}.relay.`, PARKING),
    ...groupsOf(`${service}: `, [READ, DESCRIBE]),
    // Whoever reads a topic through belongs to a group that is never joined and keeps nothing.
    ...groupsOf('reader-', [READ]),
  ];
}
