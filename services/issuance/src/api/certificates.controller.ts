import { X509Certificate } from 'node:crypto';
import { Controller, Get, Header, Inject, Param, Query, StreamableFile } from '@nestjs/common';
import { toPem, type CertificateAuthority } from '@ekey/pki';
import { Answers, AnswersFile, atLeast, notFound, VIEWS } from '@ekey/platform';
import type { ViewStore } from '@ekey/views';
import { RevocationLists } from '../effects/revocation-lists';
import { CERTIFICATE_AUTHORITY } from '../ports';
import { certificates } from '../views/certificates.view';
import { orderQuery, type OrderQuery } from './orders.requests';
import { certificate as certificateAnswer } from './stock.answers';

const SERIAL = /^[0-9A-F]{2,40}$/;

/** What anybody may know of the authority: its certificates, its revocation list, and what one of its certificates is worth. */
@Controller('api/issuance/v1')
export class CertificatesController {
  constructor(
    private readonly lists: RevocationLists,
    @Inject(VIEWS) private readonly views: ViewStore,
    @Inject(CERTIFICATE_AUTHORITY) private readonly authority: CertificateAuthority,
  ) {}

  /** CRL in DER (RFC 5280, RFC 2585). */
  @Get('crl')
  @Header('cache-control', 'no-cache')
  @AnswersFile('application/pkix-crl')
  async crl(): Promise<StreamableFile> {
    const { der } = await this.lists.current();
    return new StreamableFile(der, { type: 'application/pkix-crl', disposition: 'attachment; filename="ekey.crl"' });
  }

  /** The issuing authority's certificate, then the root's. */
  @Get('ca.pem')
  @Header('content-type', 'application/x-pem-file')
  @AnswersFile('application/x-pem-file')
  ca(): string {
    const { issuing, root } = this.authority.certificateChain();
    return `${issuing.trimEnd()}\n${root.trimEnd()}\n`;
  }

  /** The issuing authority's certificate alone, in DER, as certificates point to it (RFC 5280 §4.2.2.1, RFC 2585 §4.1). */
  @Get('ca.cer')
  @AnswersFile('application/pkix-cert')
  issuingAuthority(): StreamableFile {
    const { raw } = new X509Certificate(this.authority.certificateChain().issuing);
    return new StreamableFile(raw, { type: 'application/pkix-cert', disposition: 'attachment; filename="ekey.cer"' });
  }

  @Get('certificates/:serial')
  @Answers(200, certificateAnswer)
  async status(@Param('serial') given: string, @Query({ schema: orderQuery }) query: OrderQuery) {
    const serial = given.toUpperCase();
    const found = SERIAL.test(serial) ? await this.views.get(certificates, serial, atLeast(query)) : null;
    if (found === null || !found.isReleased) throw notFound();
    const { standing, use, uscc, notBefore, notAfter, reason, changedAt, certificate } = found;
    const pem = certificate === null ? null : toPem('CERTIFICATE', Buffer.from(certificate, 'base64'));
    return { serial, standing, use, uscc, notBefore, notAfter, reason, changedAt, certificate: pem };
  }
}
