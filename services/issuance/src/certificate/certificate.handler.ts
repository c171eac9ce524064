import { CommandHandler } from '@nestjs/cqrs';
import { DeciderHandler, StreamCommand } from '@ekey/platform';
import type { CertificateCommand } from './certificate.commands';
import { certificate } from './certificate.decider';
import type { CertificateEvent } from './certificate.events';

export class HandleCertificate extends StreamCommand<CertificateCommand, CertificateEvent, never> {}

@CommandHandler(HandleCertificate)
export class CertificateHandler extends DeciderHandler(certificate) {}
