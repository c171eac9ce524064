import { randomBytes } from 'node:crypto';
import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Put, Query } from '@nestjs/common';
import { isRefusal, isSignedByHolder, parseCertificateRequest, type CertificateRequest } from '@ekey/pki';
import { Answers, AnswersStored, Caller, CONFIG, Does, HttpIntent, Intent, problem, problemOf, stored, type Config } from '@ekey/platform'; // prettier-ignore
import { whyOver } from '../renewal/renewal.rejections';
import { RenewalAccess, type OwnRenewal } from './renewal-access';
import { isApprovedSubject } from './approved-subject';
import { renewed, updateDelivery, updateProgress, updateSession } from './renewals.answers';
import { proofWrong, renewalProblems, subjectNotApproved } from './renewals.problems';
import {
  certificateRequest,
  deliveryQuery,
  proof,
  readBack,
  requestParameters,
  stepParameters,
  type CertificateRequestBody,
  type DeliveryQuery,
  type ProofBody,
  type ReadBackBody,
  type RequestParameters,
  type StepParameters,
} from './renewals.requests';
import { nextStep } from './shown-renewal';
import { proofText, UpdateDesk } from './update-desk';

const NONCE_BYTES = 32;

/** The update of the token: every step may be repeated, on another computer too, until the new key is proved. */
@Controller('api/renewal/v1/renewals/:id/update-sessions')
export class UpdateSessionsController {
  constructor(
    private readonly access: RenewalAccess,
    private readonly desk: UpdateDesk,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Does('打开更新会话，或在中断后继续', 'Open an update session, or take an interrupted update up again')
  @Post()
  @AnswersStored(201, updateSession)
  async open(@Param('id') id: string, @Caller() caller: Caller, @Intent() intent: HttpIntent) {
    const found = await this.access.find(id, caller);
    await this.isLive(found, intent);
    const [sessionId, nonce] = [intent.newId('update-session'), randomBytes(NONCE_BYTES).toString('base64url')];
    const { RENEWAL_GRACE_DAYS: graceDays } = this.config;
    const command = { type: 'OpenUpdateSession', data: { sessionId, nonce, graceDays, now: intent.now } } as const;
    const outcome = await this.access.send(id, command, intent, { sent: {} });
    const { update, file } = await this.desk.within(id, sessionId, caller);
    const { attempt, steps: confirmed } = update;
    const { tokenSerial } = file.key;
    return stored(outcome, { sessionId, attempt, tokenSerial, confirmed, next: nextStep(update) });
  }

  /** The same key again changes nothing; another one gives up what was asked for before. */
  @Does('提交介质新生成密钥的证书请求', 'Send the certificate request for a key pair that was made in the token')
  @Put(':sid/certificate-requests/:use')
  @AnswersStored(200, updateProgress)
  async request(
    @Param({ schema: requestParameters }) { id, sid, use }: RequestParameters,
    @Body({ schema: certificateRequest }) body: CertificateRequestBody,
    @Caller() caller: Caller,
    @Intent() intent: HttpIntent,
  ) {
    const { key } = (await this.access.find(id, caller)).state.file;
    const { subject, spki, spkiSha256, requestSha256 } = read(body.request);
    if (!isApprovedSubject(subject, key)) throw subjectNotApproved();
    const data = { sessionId: sid, use, spki, spkiSha256, requestSha256, now: intent.now };
    const outcome = await this.access.send(id, { type: 'AcceptCertificateRequest', data }, intent, { sent: body });
    return stored(outcome, await this.progress(id, caller));
  }

  /** Waits, if asked, until certificates and seal are there, or a request was refused. */
  @Does('取得写入介质的新证书与电子签章', 'The new certificates and the seal, to be written into the token')
  @Get(':sid/delivery')
  @Header('cache-control', 'private, no-store')
  @Answers(200, updateDelivery)
  async delivery(
    @Param('id') id: string,
    @Param('sid') sid: string,
    @Query({ schema: deliveryQuery }) { wait }: DeliveryQuery,
    @Caller() caller: Caller,
  ) {
    return this.desk.told(id, await this.desk.awaited(id, sid, caller, wait));
  }

  @Does('确认一步：已写入并读回', 'Confirm a step: written into the token and read back')
  @Put(':sid/steps/:step')
  @AnswersStored(200, updateProgress)
  async confirm(
    @Param({ schema: stepParameters }) { id, sid, step }: StepParameters,
    @Body({ schema: readBack }) body: ReadBackBody,
    @Caller() caller: Caller,
    @Intent() intent: HttpIntent,
  ) {
    await this.access.find(id, caller);
    const data = { sessionId: sid, step, sha256: body.sha256, now: intent.now };
    const outcome = await this.access.send(id, { type: 'ConfirmStep', data }, intent, { sent: body });
    return stored(outcome, await this.progress(id, caller));
  }

  /** From here on the new certificates are the key's, and the old ones end. */
  @Does('用新密钥签名，完成更新', 'Prove the new key: it takes the place of the old one')
  @Post(':sid/proof')
  @HttpCode(200)
  @AnswersStored(200, renewed)
  async prove(
    @Param('id') id: string,
    @Param('sid') sid: string,
    @Body({ schema: proof }) body: ProofBody,
    @Caller() caller: Caller,
    @Intent() intent: HttpIntent,
  ) {
    const found = await this.access.find(id, caller);
    if (!found.hasAnswered(intent)) await this.verify(id, sid, body, caller);
    await this.isLive(found, intent);
    const data = { ...body, sessionId: sid, now: intent.now };
    const outcome = await this.access.send(id, { type: 'ProveNewKey', data }, intent, { sent: body });
    const [fact] = outcome.facts;
    if (fact?.type !== 'NewKeyProved') throw new Error('a new key is proved by a fact, or refused');
    return stored(outcome, { newSerial: fact.data.certificates.signing, notAfter: fact.data.notAfter });
  }

  /** A key that was suspended while its update was under way gets no new certificates by it. */
  private async isLive(found: OwnRenewal, intent: HttpIntent): Promise<void> {
    const { id, state } = found;
    if (state.status === 'approved' && !found.hasAnswered(intent))
      await this.access.takeUp(id, state.file.is.serial, intent);
  }

  /** What is out of order the decider says in its own words. @throws proofWrong */
  private async verify(id: string, sid: string, { signature }: ProofBody, caller: Caller): Promise<void> {
    const { update } = await this.desk.within(id, sid, caller);
    if (update.delivery === null) return;
    const certificate = Buffer.from(update.delivery.certificates.signing.certificate, 'base64');
    if (!isSignedByHolder(certificate, proofText(id, update), signature)) throw proofWrong();
  }

  /** What was done stays done, whatever became of the session meanwhile. */
  private async progress(id: string, caller: Caller) {
    const { state } = await this.access.find(id, caller);
    const update = state.status === 'approved' ? state.update : null;
    if (update === null) throw problemOf(renewalProblems, whyOver(state));
    return { attempt: update.attempt, confirmed: update.steps, next: nextStep(update) };
  }
}

/** Parsed and its proof of possession verified; hostile bytes end here. */
function read(text: string): CertificateRequest {
  const request = parseCertificateRequest(text);
  if (!isRefusal(request)) return request;
  const { rejected: code, zh, en } = request;
  throw problem({ status: 422, code, field: 'request', zh, en });
}
