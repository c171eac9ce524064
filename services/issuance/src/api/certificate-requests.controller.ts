import { Body, Controller, Get, HttpCode, HttpStatus, Inject, Param, Post, Query, Res } from '@nestjs/common';
import type { Documents } from '@ekey/documents';
import { reject } from '@ekey/kernel';
import { isRefusal, serialNumber, type CertificateRequest } from '@ekey/pki';
import {
  Answers,
  AnswersStored,
  Caller,
  Commands,
  DOCUMENTS,
  Does,
  HttpIntent,
  Intent,
  problem,
  SECRETS,
  stored,
  type Secrets,
} from '@ekey/platform';
import type { FastifyReply } from 'fastify';
import { readSubmittedForm } from '../effects/submitted-form';
import type { OpenIssuance } from '../key-order/key-order.commands';
import { isOpen, type KnownOrder } from '../key-order/key-order.state';
import { HandlePublicKey } from '../public-key/public-key.handler';
import { LINE_TOOLS, type LineTools } from '../line-tools.port';
import { Deliveries } from './deliveries';
import { enterpriseSubject } from '../enterprise-subject';
import { OrderDesk, personBehind } from './order-desk';
import { begunDelivery, delivery } from './orders.answers';
import {
  certificateRequestRequest,
  deliveryQuery,
  requestWait,
  type CertificateRequestRequest,
  type WaitQuery,
} from './orders.requests';
import { publicKeyProblems } from './public-keys.problems';

/** Requests out of the token, and what comes back for it: certificates, chain and seal. */
@Controller('api/issuance/v1/orders')
export class CertificateRequestsController {
  constructor(
    private readonly desk: OrderDesk,
    private readonly deliveries: Deliveries,
    private readonly commands: Commands,
    @Inject(DOCUMENTS) private readonly documents: Documents,
    @Inject(SECRETS) private readonly secrets: Secrets,
    @Inject(LINE_TOOLS) private readonly tools: LineTools,
  ) {}

  /** The public key is claimed first, then the certificate is asked for. 202 where it is not issued within the wait. */
  @Does('提交介质生成的证书请求', 'Submit a certificate request made in the token')
  @Post(':id/certificate-requests')
  @HttpCode(HttpStatus.OK)
  @AnswersStored(200, begunDelivery)
  @AnswersStored(202, begunDelivery, 'The certificate is not issued yet: ask for the delivery.')
  async request(
    @Param('id') id: string,
    @Query({ schema: requestWait }) { wait }: WaitQuery,
    @Body({ schema: certificateRequestRequest }) body: CertificateRequestRequest,
    @Intent() intent: HttpIntent,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const state = await this.desk.state(id, intent.caller);
    const request = this.read(body.request);
    const command = await this.commandFor(id, body.use, request, state, intent);
    if (!(await this.desk.isDone(id, intent, 'open'))) {
      await this.desk.refuseStale(id, intent);
      await this.desk.rehearse(id, command, state);
      await this.claim(id, command.data, request.spkiSha256, body, intent);
    }
    const outcome = await this.desk.send(id, command, intent, { step: 'open', sent: body });
    const [opened] = outcome.facts;
    // A repeat may be of a request out of a token that died since: what is delivered now is for another one.
    if (isOpen(state) && opened?.type === 'IssuanceOpened' && opened.data.attempt !== state.attempt)
      throw await this.desk.refusal(id, reject('AnotherAttempt', { attempt: state.attempt }));
    const delivery = await this.deliveries.within(id, wait, ({ certificates, complete, seal }) => {
      const both = certificates.signing !== null && certificates.encryption !== null;
      return certificates[body.use] !== null && (!both || complete || seal !== null);
    });
    if ((delivery?.certificates[body.use] ?? null) === null) void reply.status(HttpStatus.ACCEPTED);
    return stored(outcome, { orderId: id, ...delivery });
  }

  /** Waits, if asked, until both certificates and the seal are there. */
  @Does('取得写入介质的证书与电子签章', 'The certificates and the seal, to be written into the token')
  @Get(':id/delivery')
  @Answers(200, delivery)
  async delivery(
    @Param('id') id: string,
    @Query({ schema: deliveryQuery }) { wait }: WaitQuery,
    @Caller() caller: Caller,
  ) {
    const state = await this.desk.state(id, caller);
    const delivery = await this.deliveries.within(id, wait, ({ complete }) => complete);
    if (delivery === null || !isOpen(state)) throw nothingToDeliver();
    return { orderId: id, ...delivery };
  }

  /** Parsed and its proof of possession verified; hostile bytes end here. */
  private read(text: string): CertificateRequest {
    const request = this.tools.readRequest(text);
    if (!isRefusal(request)) return request;
    const { rejected: code, zh, en } = request;
    throw problem({ status: 422, code, field: 'request', zh, en });
  }

  private async commandFor(
    id: string,
    use: CertificateRequestRequest['use'],
    { spki, spkiSha256, requestSha256 }: CertificateRequest,
    state: KnownOrder,
    intent: HttpIntent,
  ): Promise<OpenIssuance> {
    const attempt = isOpen(state) ? state.attempt : 1;
    const serial = serialNumber(await this.secrets.bytes('serial-key'), id, attempt, use);
    const subject = await this.subject(state);
    const by = personBehind(intent.caller);
    return {
      type: 'OpenIssuance',
      data: { attempt, use, serial, subject, spki, spkiSha256, requestSha256, by, now: intent.now },
    };
  }

  private async subject(state: KnownOrder): Promise<OpenIssuance['data']['subject']> {
    if (!isOpen(state)) return NOBODY;
    const { uscc, nameCn, formDocumentId } = state.about;
    const form = await readSubmittedForm(this.documents, formDocumentId);
    return enterpriseSubject(uscc, nameCn, form?.registeredAddress ?? null);
  }

  private async claim(
    caseId: string,
    { attempt, use, now }: OpenIssuance['data'],
    spkiSha256: string,
    body: CertificateRequestRequest,
    intent: HttpIntent,
  ): Promise<void> {
    const claim = { type: 'ClaimPublicKey', data: { caseId, attempt, use, now } } as const;
    const envelope = intent.envelope({ step: 'claim', sent: body, expectedRevision: null });
    await this.commands.send(HandlePublicKey, spkiSha256, claim, envelope, publicKeyProblems);
  }
}

/** An order that is over refuses the request, or answers a repeated one as it did before: its certificate names nobody any more. */
const NOBODY = { provinceName: '', localityName: '', organisationName: '' };

export const nothingToDeliver = () =>
  problem({
    status: 409,
    code: 'NotInProduction',
    zh: '该制作单当前不在制作中，没有可写入介质的内容。',
    en: 'Nothing is being made for this order, so there is nothing to write into a token.',
  });
