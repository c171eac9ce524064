import { X509Certificate } from 'node:crypto';
import { publishedFacts } from '@ekey/contracts';
import { derivedId } from '@ekey/event-store';
import type { Case, Sent } from '@ekey/journeys/scene';
import { schemaOf } from '@ekey/messaging';
import type { StandaloneWorld } from './standalone.world';

type Told = 'issuance.CertificateSuspended.v1' | 'issuance.CertificateReinstated.v1' | 'issuance.CertificateRevoked.v1';

let sequence = 100;

/** What issuance tells the others of a certificate that is in use, as if a decision of its own stood behind it. */
export async function issuanceTells(
  world: StandaloneWorld,
  type: Told,
  { application, enterprise, delivery }: Case & Sent,
): Promise<void> {
  const serial = new X509Certificate(delivery.certificates.signing as string).serialNumber;
  const certificate = { serial, caseId: application.id, uscc: enterprise.facts.uscc, at: world.now() };
  const reason = type === 'issuance.CertificateRevoked.v1' ? { reason: 'keyCompromise' } : {};
  const data = publishedFacts[type].parse({ ...certificate, ...reason });
  sequence += 1;
  const id = derivedId('journey', type, serial, sequence);
  await world.standalone.floor.messaging.publish('issuance.events', [
    {
      ...{ specversion: '1.0', id, source: '/ekey/issuance', type, subject: application.id, time: world.now() },
      ...{ datacontenttype: 'application/json', dataschema: schemaOf(type), data, correlationid: id, causationid: id },
      ...{ stream: `issuance.Certificate-${serial}`, sequence },
    },
  ]);
}
