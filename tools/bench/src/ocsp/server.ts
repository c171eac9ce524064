import 'reflect-metadata';
import path from 'node:path';
import fastify from 'fastify';
import { derivedId } from '@ekey/event-store';
import { DataFolder, openFloor, systemClock } from '@ekey/floor';
import { certificatePlaces, issuanceModule, providerOf } from '@ekey/issuance';
import { serialNumber } from '@ekey/pki';
import { openFileCertificateAuthority } from '@ekey/pki/forge';
import { Commands, createApplication, openLog, readConfig, type ServiceDefinition } from '@ekey/platform';

/** Where a server of this process answers, and about what. */
export interface Responding {
  readonly url: string;
  readonly issuer: string;
  readonly serials: readonly string[];
}

const CERTIFICATES = 2_000;

/** Issuance as it answers for status, its log of requests included: the door, the view behind it, and nothing else. */
async function responder(folder: string): Promise<Responding> {
  const config = readConfig({ DATA_DIR: folder, RATE_LIMIT_PER_MINUTE: '1000000000' });
  openLog(config.LOG_LEVEL);
  const floor = await openFloor(config, systemClock, new DataFolder(folder));
  const authority = await openFileCertificateAuthority({
    ...{ folder: path.join(folder, 'ca'), passphrase: 'guards nothing: removed in the end', now: new Date() },
    ...{ provider: providerOf(config), places: certificatePlaces(config) },
  });
  const service = answering(issuanceModule(authority));
  const application = await createApplication(floor, [service]);
  const serials = await reserved(service, application.provided('issuance', Commands));
  const url = await application.listen('127.0.0.1', 0);
  process.once('disconnect', () => void application.close().then(() => process.exit(0)));
  return { url, issuer: authority.certificateChain().issuing, serials };
}

const answering = ({ publisher: _, ...whole }: ServiceDefinition): ServiceDefinition => ({
  ...whole,
  ...{ policies: [], effects: [], clocks: [], figures: [] },
});

/** Certificates on hold from their first fact: of any standing there is as much to look up and to sign. */
async function reserved({ handlers }: ServiceDefinition, commands: Commands): Promise<readonly string[]> {
  const certificates = handlers.find(([, { decider }]) => decider.category === 'issuance.Certificate')?.[0];
  if (certificates === undefined) throw new Error('issuance knows no certificates');
  const serials = Array.from({ length: CERTIFICATES }, (_none, index) =>
    serialNumber(Buffer.alloc(32), 'bench', index, 'signing'),
  );
  await Promise.all(
    serials.map((serial, index) => {
      const of = {
        caseId: `case-${index}`,
        attempt: 1,
        use: 'signing',
        uscc: '91110101MA0000007T',
        tokenSerial: 'EK1',
      };
      const subject = { provinceName: '北京市', localityName: '北京市', organisationName: '示例公司' };
      const recordedAt = systemClock.now();
      const data = { ...of, serial, subject, spki: '', now: recordedAt };
      const id = derivedId('reservation', index);
      const actor = { kind: 'service', id: 'bench' } as const;
      const envelope = { commandId: id, actor, correlationId: id, causationId: id, recordedAt, sent: {} };
      return commands.try(certificates, serial, { type: 'ReserveSerialNumber', data } as never, envelope);
    }),
  );
  return serials;
}

/** A route of Fastify alone that reads a body of that kind and answers so many bytes. */
async function empty(bytes: number): Promise<Responding> {
  const server = fastify();
  server.addContentTypeParser('application/ocsp-request', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  const answer = Buffer.alloc(bytes);
  server.post('/api/issuance/v1/ocsp', (_request, reply) => reply.type('application/ocsp-response').send(answer));
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  process.once('disconnect', () => process.exit(0));
  return { url, issuer: '', serials: [] };
}

const [kind, given = ''] = process.argv.slice(2);
void (kind === 'empty' ? empty(Number(given)) : responder(given)).then((responding) => process.send?.(responding));
