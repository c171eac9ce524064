import { z } from 'zod';
import {
  attempt,
  caseId,
  certificatePair,
  dueDate,
  instant,
  kind,
  officer,
  revocationGround,
  revocationOutcome,
  sealed,
  sha256,
  slot,
  unlockOutcome,
  uscc,
} from '../vocabulary';
import { finding } from '../review/facts';

const orderIs = { caseId, kind, uscc };
const certificateIs = { serial: z.string(), caseId, uscc, at: instant };
const keyIs = { ...orderIs, attempt, tokenSerial: z.string() };
const deliveryIs = { ...keyIs, agencyId: z.string(), pickupPointId: z.string() };

const reference = z.string().describe('The paper or call that it rests on, as it is filed.');

/** What whoever comes for a key has to bring. */
const toBring = {
  papers: z.array(slot),
  toReturn: z.array(z.string()).optional().describe('The old keys that are handed in for it.'),
};

/** The case is that in which the enterprise has asked. */
const requestIs = { caseId, tokenSerial: z.string(), requestId: z.uuid() };

const madeCertificate = z.object({
  serial: z.string(),
  certificate: z.string().describe('DER in base64.'),
  sha256,
  notBefore: instant,
  notAfter: instant,
});

/** What issuance tells the other services. */
export const issuanceFacts = {
  'issuance.OldKeysRevoked.v1': z
    .object({
      ...orderIs,
      tokens: z
        .array(z.string())
        .describe('The keys that are revoked; none where the old one is from before this system.'),
      toReturn: z.array(z.string()).describe('Those that are handed in at the counter.'),
      revokedAt: instant,
    })
    .describe(
      'The old key is revoked and on a published list. Of a 补办 the new one may be made; of a 变更 it was handed over.',
    ),
  'issuance.ProductionStarted.v1': z.object({ ...keyIs, maker: officer, startedAt: instant }),
  'issuance.KeyMade.v1': z
    .object({ ...keyIs, certificates: certificatePair, sealId: z.string(), notAfter: instant, madeAt: instant })
    .describe('key made: certificates and seal are in the token and a second person has checked it.'),
  'issuance.KeyShipped.v1': z
    .object({
      ...deliveryIs,
      parcelId: z.string(),
      carrier: z.string(),
      trackingNumber: z.string(),
      shippedAt: instant,
    })
    .describe('shipped: on its way to the issuing authority.'),
  'issuance.KeyReceived.v1': z.object({ ...deliveryIs, parcelId: z.string(), receivedAt: instant }),
  'issuance.ParcelLost.v1': z.object({
    ...orderIs,
    attempt,
    parcelId: z.string(),
    ground: z.enum(['lost', 'damaged', 'wrong-parcel']),
    reportedAt: instant,
  }),
  'issuance.RemakeOrdered.v1': z.object({ ...orderIs, attempt, ground: z.string(), orderedAt: instant }),
  'issuance.KeyReadyForCollection.v1': z.object({
    ...deliveryIs,
    ...toBring,
    noticeAt: instant,
    collectBy: instant,
  }),
  'issuance.CollectionReminded.v1': z
    .object({
      ...deliveryIs,
      ...toBring,
      daysAfter: z.int().min(1).describe('Which reminder it is: 7, 30, 60 or 80 days after the notice.'),
      collectBy: instant,
      remindedAt: instant,
    })
    .describe('Nobody came for the key yet; its enterprise is to be reminded.'),
  'issuance.FinalReviewPassed.v1': z
    .object({ ...keyIs, decidedAt: instant })
    .describe('The papers are in order, at once or on a later visit; the key may be handed over.'),
  'issuance.FinalReviewFailed.v1': z.object({
    ...keyIs,
    reasons: z.array(finding).min(1),
    correctable: z.boolean(),
    remark: sealed,
    decidedAt: instant,
  }),
  'issuance.KeyCollected.v1': z
    .object({
      ...deliveryIs,
      certificates: certificatePair,
      collector: z.enum(['authorised-user', 'bearer-of-power-of-attorney', 'bearer-of-introduction-letter']),
      collectedAt: instant,
    })
    .describe('collected: the key is in the hand of the enterprise.'),
  'issuance.OrderEnded.v1': z
    .object({
      ...orderIs,
      ground: z.string(),
      endedAt: instant,
    })
    .describe('The order ends without a key handed over; certificates are revoked, the token comes back.'),
  'issuance.CertificateIssued.v1': z.object({
    ...certificateIs,
    use: z.enum(['signing', 'encryption']),
    notBefore: instant,
    notAfter: instant,
  }),
  'issuance.CertificateActivated.v1': z.object(certificateIs),
  'issuance.CertificateSuspended.v1': z.object(certificateIs),
  'issuance.CertificateReinstated.v1': z.object(certificateIs),
  'issuance.CertificateRevoked.v1': z.object({ ...certificateIs, reason: z.string() }),
  'issuance.KeySuspended.v1': z
    .object({
      ...{ caseId, uscc, attempt, tokenSerial: z.string() },
      ground: z.enum([...revocationGround.options, 'misuse-suspected', 'requested']),
      withRequest: z.boolean().describe('It came with a request for revocation, and goes with its rejection.'),
      reference: reference.nullable(),
      suspendedAt: instant,
    })
    .describe('挂失, once for a key that was handed over; its certificates follow one by one.'),
  'issuance.KeyReinstated.v1': z
    .object({
      ...{ caseId, tokenSerial: z.string() },
      because: z
        .enum(['lifted', 'request-rejected', 'found-again'])
        .describe('By two officers, with the request that it came with, or by the enterprise that has found its key.'),
      reinstatedAt: instant,
    })
    .describe('解除挂失, once for the key.'),
  'issuance.KeyRevoked.v1': z
    .object({
      ...{ caseId, uscc, attempt, tokenSerial: z.string() },
      ground: revocationGround,
      requester: z.enum(['enterprise', 'issuing-authority', 'provider', 'court']),
      reference,
      revokedAt: instant,
    })
    .describe('注销 of a key that was handed over, by two officers; nothing of what a rule ends.'),
  'issuance.KeyGivenUp.v1': z
    .object({
      caseId: caseId.describe('The case that brings another key in its place.'),
      tokenSerial: z.string().describe('Of the key that ends.'),
      givenUpAt: instant,
    })
    .describe('注销 of a key in whose place its enterprise has asked for another, once for the key.'),
  'issuance.KeyUnlocked.v1': z
    .object({ caseId, tokenSerial: z.string(), unlockedAt: instant })
    .describe('PIN 解锁: the token has a PIN that its holder has chosen anew.'),
  'issuance.UnlockRequestTaken.v1': z
    .object({ ...requestIs, takenAt: instant })
    .describe('What was asked for on line waits for an officer.'),
  'issuance.UnlockRequestAnswered.v1': z
    .object({ ...requestIs, outcome: unlockOutcome, answeredAt: instant })
    .describe('What became of it, at once or in the end. A request that its enterprise takes back gets no answer.'),
  'issuance.RevocationRequestAnswered.v1': z
    .object({ ...requestIs, outcome: revocationOutcome, answeredAt: instant })
    .describe(
      'What became of a request on line, at once or in the end. One that its enterprise takes back gets no answer.',
    ),
  'issuance.RenewalMade.v1': z
    .object({
      caseId,
      uscc,
      attempt,
      certificates: z.object({ signing: madeCertificate, encryption: madeCertificate }),
      chain: z.array(z.string()).describe('The authority’s own certificates, PEM.'),
      seal: z.object({ sealId: z.string(), documentId: z.string(), sha256 }),
      madeAt: instant,
    })
    .describe('Both certificates, on hold, and the remade seal of a renewal: they may be written into the token.'),
  'issuance.RenewalRequestRefused.v1': z
    .object({
      caseId,
      uscc,
      attempt,
      use: z.enum(['signing', 'encryption']),
      code: z.enum(['PublicKeyTaken']),
      at: instant,
    })
    .describe('A public key that has a certificate already gets no other.'),
  'issuance.DueDateSet.v1': z.object({ caseId, kind, ...dueDate }),
  'issuance.DeadlineBreached.v1': z.object({ caseId, kind, ...dueDate, breachedAt: instant }),
} as const;
