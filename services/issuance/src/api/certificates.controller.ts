import { X509Certificate } from 'node:crypto';
import { Controller, Get, Header, Inject, Param, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { toPem, type CertificateAuthority } from '@ekey/pki';
import {
  Answers,
  AnswersEditions,
  AnswersFile,
  atLeast,
  CLOCK,
  Commands,
  Does,
  namesKnownEdition,
  notFound,
  VIEWS,
} from '@ekey/platform';
import type { Clock } from '@ekey/kernel';
import type { ViewStore } from '@ekey/views';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { issuedCertificate } from '../certificate/issued-certificate';
import { RevocationLists } from '../effects/revocation-lists';
import { CERTIFICATE_AUTHORITY } from '../ports';
import { certificates } from '../views/certificates.view';
import { revocationListView } from '../views/revocation-list.view';
import { orderQuery, type OrderQuery } from './orders.requests';
import { certificate as certificateAnswer, certificateStatus } from './stock.answers';

const SERIAL = /^[0-9A-F]{2,40}$/;

/** What anybody may know of the authority: its certificates, its revocation list, and what one of its certificates is worth. */
@Controller('api/issuance/v1')
export class CertificatesController {
  constructor(
    private readonly lists: RevocationLists,
    private readonly commands: Commands,
    @Inject(VIEWS) private readonly views: ViewStore,
    @Inject(CERTIFICATE_AUTHORITY) private readonly authority: CertificateAuthority,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Does('证书吊销列表（DER，RFC 5280）', 'The revocation list in DER (RFC 5280, RFC 2585)')
  @Get('crl')
  @Header('cache-control', 'no-cache')
  @AnswersEditions('application/pkix-crl')
  async crl(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | undefined> {
    const { der, number, thisUpdate } = await this.lists.current();
    if (namesKnownEdition(request, reply, { revision: number, changedAt: thisUpdate })) return undefined;
    return new StreamableFile(der, { type: 'application/pkix-crl', disposition: 'attachment; filename="ekey.crl"' });
  }

  @Does('签发机构证书与根证书（PEM）', 'The issuing authority’s certificate, then the root’s, in PEM')
  @Get('ca.pem')
  @Header('content-type', 'application/x-pem-file')
  @AnswersFile('application/x-pem-file')
  ca(): string {
    const { issuing, root } = this.authority.certificateChain();
    return `${issuing.trimEnd()}\n${root.trimEnd()}\n`;
  }

  /** As certificates point to it (RFC 5280 §4.2.2.1, RFC 2585 §4.1). */
  @Does('签发机构证书（DER），供证书指向', 'The issuing authority’s certificate alone, in DER')
  @Get('ca.cer')
  @AnswersFile('application/pkix-cert')
  issuingAuthority(): StreamableFile {
    const { raw } = new X509Certificate(this.authority.certificateChain().issuing);
    return new StreamableFile(raw, { type: 'application/pkix-cert', disposition: 'attachment; filename="ekey.cer"' });
  }

  @Does('查询一张证书的状态', 'What a certificate is worth now')
  @Get('certificates/:serial')
  @Answers(200, certificateAnswer)
  async status(@Param('serial') given: string, @Query({ schema: orderQuery }) query: OrderQuery) {
    const serial = given.toUpperCase();
    const found = SERIAL.test(serial) ? await this.views.get(certificates, serial, atLeast(query)) : null;
    if (found === null || !found.isReleased) throw notFound();
    const { standing, use, uscc, notBefore, notAfter, reason, changedAt } = found;
    const issued = await issuedCertificate(serial, this.commands);
    const certificate = issued === null ? null : toPem('CERTIFICATE', issued.certificate);
    return { serial, standing, use, uscc, notBefore, notAfter, reason, changedAt, certificate };
  }

  /**
   * What stands on the revocation list decides, so that no certificate is ever good here that a list revokes. A process
   * that has just started first waits for its views, as it does with its first list.
   */
  @Does('供依赖方程序查询证书状态', 'Whether a certificate may be relied on, for programs')
  @Get('certificates/:serial/status')
  @Answers(200, certificateStatus)
  async reliance(@Param('serial') given: string, @Query({ schema: orderQuery }) query: OrderQuery) {
    const serial = given.toUpperCase();
    if (!SERIAL.test(serial)) throw notFound();
    await this.lists.ready();
    const [entry, known] = await Promise.all([
      this.views.get(revocationListView, serial, atLeast(query)),
      this.views.get(certificates, serial, atLeast(query)),
    ]);
    if (entry === null || known === null || !known.isReleased) throw notFound();
    const { use, uscc, tokenSerial, notBefore, notAfter } = known;
    const standing = entry.listed ?? { reason: null, since: entry.recordedAt };
    const about = { use, uscc, tokenSerial, notBefore, notAfter, answeredAt: this.clock.now() };
    return { serial, status: statusOf(standing.reason), ...standing, ...about };
  }
}

function statusOf(reason: string | null): 'good' | 'on-hold' | 'revoked' {
  if (reason === null) return 'good';
  return reason === 'certificateHold' ? 'on-hold' : 'revoked';
}
