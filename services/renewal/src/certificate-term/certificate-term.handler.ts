import { CommandHandler } from '@nestjs/cqrs';
import { DeciderHandler, StreamCommand } from '@ekey/platform';
import type { CertificateTermCommand } from './certificate-term.commands';
import { certificateTerm, type CertificateTermRejection } from './certificate-term.decider';
import type { CertificateTermEvent } from './certificate-term.events';

export class HandleCertificateTerm extends StreamCommand<
  CertificateTermCommand,
  CertificateTermEvent,
  CertificateTermRejection
> {}

@CommandHandler(HandleCertificateTerm)
export class CertificateTermHandler extends DeciderHandler(certificateTerm) {}
