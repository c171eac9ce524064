import { createHash, X509Certificate } from 'node:crypto';
import { LeastRecentlyUsed, Unavailable, type Clock } from '@ekey/kernel';
import {
  assembleOcspResponse,
  buildResponseData,
  OCSP_REFUSALS,
  parseOcspRequest,
  questionsOf,
  type CertificateAuthority,
  type CertificateQuestion,
  type CertificateStanding,
  type OcspRequest,
  type StatusResponder,
} from '@ekey/pki';
import { ViewBehind, type ViewStore } from '@ekey/views';
import type { RevocationLists } from '../effects/revocation-lists';
import { revocationListView } from '../views/revocation-list.view';

export interface StatusPorts {
  readonly views: ViewStore;
  readonly authority: CertificateAuthority;
  readonly lists: Pick<RevocationLists, 'ready'>;
  readonly clock: Clock;
  /** Until when whoever was told may go by it. */
  readonly validMinutes: number;
  /** One audit line for each responder that is delegated. */
  readonly delegated: (certificateSha256: string, notAfter: string) => void;
}

/** What the view says of a certificate, and which fact made it so; no fact where nothing is known of it. */
interface Found {
  readonly standing: CertificateStanding;
  readonly position: number | null;
}

/** An answer to whoever asks without a nonce. */
interface SignedAhead {
  readonly position: number;
  /** Milliseconds; half of its life is left then. */
  readonly staleAt: number;
  readonly der: Promise<Buffer>;
  /** Of the view when it was found last that the certificate has not changed. */
  edition: object | undefined;
}

/** What was answered to whoever sent these very bytes. */
interface Told {
  readonly by: SignedAhead;
  readonly der: Buffer;
}

const UNKNOWN: Found = { standing: { is: 'unknown' }, position: null };
const KEPT = 10_000;
/** More than an unsigned question for one certificate needs; as many as are kept take few megabytes. */
const LONGEST_KEPT = 256;
/** A responder's certificate cannot be revoked, so that it lives shortly and is followed by another at half its life. */
const RESPONDER_LIFE_MS = 7 * 86_400_000;
/** Before now: a relying party's clock may be slow. */
const SLOW_CLOCK_MS = 5 * 60_000;

/**
 * Answers for the status of certificates (RFC 6960), from the view that revocation lists are made from: what a published list
 * names is never good here. On hold is `revoked` with the reason `certificateHold`. What was asked without a nonce is signed once
 * and given out until the certificate changes or half of the answer's life is over.
 */
export class StatusResponses {
  private readonly ahead = new LeastRecentlyUsed<SignedAhead>(KEPT);
  private readonly told = new LeastRecentlyUsed<Told>(KEPT);
  private readonly isOurs: (question: CertificateQuestion) => boolean;
  /** The one certificate of the authority that is in no key: it ends with the authority. */
  private readonly sealMaker: string;
  private readonly authorityEnds: number;
  private delegation: { readonly until: number; readonly responder: Promise<StatusResponder> } | undefined;

  constructor(private readonly ports: StatusPorts) {
    const { issuing } = ports.authority.certificateChain();
    const certificate = new X509Certificate(issuing);
    this.isOurs = questionsOf(certificate.raw);
    this.authorityEnds = Date.parse(certificate.validTo);
    this.sealMaker = new X509Certificate(ports.authority.sealMakerCertificate()).serialNumber;
  }

  /** The answer to an OCSPRequest, both DER; one that says why there is none where it is malformed or nothing can be looked up now. */
  async answer(request: Buffer): Promise<Buffer> {
    const asked = parseOcspRequest(request);
    if (asked === null) return OCSP_REFUSALS.malformedRequest;
    try {
      // As before the first list, a process that has just started waits until its view has seen what was stored before.
      await this.ports.lists.ready();
      return await this.answerTo(asked, request);
    } catch (error) {
      if (error instanceof ViewBehind || error instanceof Unavailable) return OCSP_REFUSALS.tryLater;
      throw error;
    }
  }

  /**
   * What `answer` would say and has said to the same bytes, where that is known without asking anybody: no document of the view
   * has changed since it was looked at for them. Nothing where it is not.
   */
  answerAgain(request: Buffer): Buffer | undefined {
    if (request.length > LONGEST_KEPT) return undefined;
    const told = this.told.get(request.toString('latin1'));
    if (told === undefined || told.by.edition === undefined) return undefined;
    if (told.by.edition !== this.ports.views.edition(revocationListView)) return undefined;
    return Date.parse(this.ports.clock.now()) < told.by.staleAt ? told.der : undefined;
  }

  private async answerTo({ questions, nonce }: OcspRequest, request: Buffer): Promise<Buffer> {
    const now = Date.parse(this.ports.clock.now());
    // Before anything is looked up: a change that comes in between makes it an older one.
    const edition = this.ports.views.edition(revocationListView);
    const found = await Promise.all(questions.map((question) => this.find(question)));
    const [first] = found;
    if (nonce !== null || found.length !== 1 || first === undefined || first.position === null)
      return this.signed(questions, found, nonce, now);
    const by = this.signedAhead(questions, found, first.position, now);
    by.edition = edition;
    const der = await by.der;
    if (request.length <= LONGEST_KEPT) this.told.set(request.toString('latin1'), { by, der });
    return der;
  }

  private async find(question: CertificateQuestion): Promise<Found> {
    const { serial } = question;
    if (serial === null || !this.isOurs(question)) return UNKNOWN;
    if (serial === this.sealMaker) return { standing: { is: 'good' }, position: 0 };
    const entry = await this.ports.views.get(revocationListView, serial);
    if (entry === null) return UNKNOWN;
    const { listed, position } = entry;
    if (listed === null) return { standing: { is: 'good' }, position };
    return { standing: { is: 'revoked', at: new Date(listed.since), reason: listed.reason }, position };
  }

  private signedAhead(
    questions: OcspRequest['questions'],
    found: readonly Found[],
    position: number,
    now: number,
  ): SignedAhead {
    // By the question and not by the number: the answer repeats by which hash the authority was named.
    const key = questions.map(({ certId }) => certId.toString('latin1')).join('');
    const kept = this.ahead.get(key);
    if (kept?.position === position && now < kept.staleAt) return kept;
    const der = this.signed(questions, found, null, now);
    const ahead = { position, staleAt: now + this.validMs / 2, der, edition: undefined };
    this.ahead.set(key, ahead);
    der.catch(() => this.ahead.delete(key));
    return ahead;
  }

  private async signed(
    questions: OcspRequest['questions'],
    found: readonly Found[],
    nonce: Buffer | null,
    now: number,
  ): Promise<Buffer> {
    const responder = await this.responder(now);
    const data = buildResponseData({
      responderId: responder.id,
      producedAt: new Date(now),
      nextUpdate: new Date(now + this.validMs),
      answers: questions.map(({ certId }, index) => ({ certId, standing: (found[index] ?? UNKNOWN).standing })),
      nonce,
    });
    return assembleOcspResponse(data, await responder.sign(data), responder.certificate);
  }

  private get validMs(): number {
    return this.ports.validMinutes * 60_000;
  }

  private responder(now: number): Promise<StatusResponder> {
    if (this.delegation === undefined || now >= this.delegation.until) this.delegation = this.delegate(now);
    return this.delegation.responder;
  }

  private delegate(now: number): NonNullable<typeof this.delegation> {
    const { authority, delegated } = this.ports;
    const end = Math.min(now + RESPONDER_LIFE_MS, this.authorityEnds);
    const responder = authority.delegateResponder(new Date(now - SLOW_CLOCK_MS), new Date(end));
    responder.then(
      ({ certificate, notAfter }) =>
        delegated(createHash('sha256').update(certificate).digest('hex'), notAfter.toISOString()),
      () => (this.delegation = undefined),
    );
    return { until: now + RESPONDER_LIFE_MS / 2, responder };
  }
}
