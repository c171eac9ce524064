import { fold, isRejection } from '@ekey/kernel';
import type { CertificateUse } from '../public-key/public-key.events';
import type { KeyOrderCommand } from '../key-order/key-order.commands';
import { keyOrder } from '../key-order/key-order.decider';
import { slots, type KeyOrderEvent } from '../key-order/key-order.events';

/** One order as the tests know it, told by the commands that bring it from the re-verification to the counter. */

export const now = '2026-03-02T02:00:00.000Z';
export const caseId = '3f0c9d1e-6a52-4c7b-9a3e-0d6f5b7c1a01';
export const uscc = '91440300MA5F3EXAMP';
export const nameCn = '深圳市示例科技有限公司';
export const ofCase = { caseId, kind: 'first', uscc } as const;
export const due = {
  startedAt: '2026-02-28T02:00:00.000Z',
  dueAt: '2026-03-06T16:00:00.000Z',
  dueOn: '2026-03-06',
  provisional: false,
};
export const validity = { notBefore: '2026-03-02T02:00:00.000Z', notAfter: '2027-03-02T02:00:00.000Z' };
export const place = { agencyId: 'agency-44', pickupPointId: 'point-4403' };
export const seal = { sealId: 'ES4403000001', documentId: `${caseId}/${'5e'.repeat(32)}`, sha256: '5e'.repeat(32) };
export const signer = { name: '张三', idType: 'residentIdentityCard', idNumber: '440301199001011234' };
export const documents = slots.map((slot, index) => ({
  slot,
  version: index + 1,
  pages: [
    { image: `${caseId}/${slot}`, imageType: 'image/jpeg', preview: `${caseId}/${slot}-p`, previewType: 'image/jpeg' },
  ],
}));
export const checkedSlots = documents.map(({ slot, version }) => ({ slot, version }));

export const tokenOf = (attempt: number): string => `EK2026000${attempt}`;
export const serialOf = (use: CertificateUse, attempt = 1): string =>
  `4${attempt}${use === 'signing' ? 'A' : 'B'}${'0'.repeat(29)}`;
export const parcel = { parcelId: 'parcel-1', claimId: 'packing-1', trackingNumber: 'SF1000000001' };

export const ask = {
  open: {
    type: 'OpenOrder',
    data: {
      ...ofCase,
      ...place,
      round: 2,
      nameCn,
      formNumber: 'EK-2026-000001',
      formVersion: 3,
      formDocumentId: `${caseId}/form`,
      documents,
      sealImpressionUsable: false,
      preVerifier: 'agr-1',
      reVerifier: 'spr-1',
      due,
      now,
    },
  },
  cancel: { type: 'CancelOrder', data: { ground: 'withdrawn', now } },
  start: (attempt = 1, by = 'spp-1'): KeyOrderCommand => ({
    type: 'StartProduction',
    data: { attempt, tokenSerial: tokenOf(attempt), claimId: `claim-${attempt}`, by, now },
  }),
  issue: (use: CertificateUse, attempt = 1, by = 'spp-1'): KeyOrderCommand => ({
    type: 'OpenIssuance',
    data: {
      attempt,
      use,
      serial: serialOf(use, attempt),
      subject: { provinceName: '广东省', localityName: '深圳市', organisationName: nameCn },
      spki: `spki-${use}-${attempt}`,
      spkiSha256: `sha-${use}-${attempt}`,
      requestSha256: 'ab'.repeat(32),
      by,
      now,
    },
  }),
  record: (use: CertificateUse, attempt = 1): KeyOrderCommand => ({
    type: 'RecordCertificate',
    data: { attempt, use, serial: serialOf(use, attempt), ...validity, now },
  }),
  seal: (attempt = 1): KeyOrderCommand => ({ type: 'RecordSeal', data: { attempt, ...seal, picture: 'drawn', now } }),
  letter: (sent = true, letterNumber = 'PIN-1'): KeyOrderCommand => ({
    type: 'RecordPinLetter',
    data: { letterNumber, dispatch: sent ? { carrier: 'EMS', trackingNumber: 'EM77' } : null, by: 'spp-1', now },
  }),
  check: (by = 'spp-2', attempt = 1): KeyOrderCommand => ({
    type: 'PassQuality',
    data: {
      tokenSerial: tokenOf(attempt),
      signingSerial: serialOf('signing', attempt),
      encryptionSerial: serialOf('encryption', attempt),
      sealSha256: seal.sha256,
      nonce: 'nonce',
      signature: 'c2ln',
      by,
      now,
    },
  }),
  fail: { type: 'FailProduction', data: { ground: 'token-died', remark: '写入时失去响应', by: 'spp-1', now } },
  pack: (attempt = 1): KeyOrderCommand => ({
    type: 'PackKey',
    data: { tokenSerial: tokenOf(attempt), ...parcel, ...place, now },
  }),
  unpack: { type: 'UnpackKey', data: { parcelId: parcel.parcelId, claimId: parcel.claimId, now } },
  ship: (attempt = 1): KeyOrderCommand => ({
    type: 'RecordShipment',
    data: {
      tokenSerial: tokenOf(attempt),
      parcelId: parcel.parcelId,
      carrier: 'SF',
      trackingNumber: parcel.trackingNumber,
      now,
    },
  }),
  receive: (attempt = 1): KeyOrderCommand => ({
    type: 'RecordReceipt',
    data: { tokenSerial: tokenOf(attempt), parcelId: parcel.parcelId, now },
  }),
  lose: (attempt = 1, ground: 'lost' | 'damaged' | 'wrong-parcel' = 'lost'): KeyOrderCommand => ({
    type: 'RecordParcelLoss',
    data: { tokenSerial: tokenOf(attempt), parcelId: parcel.parcelId, ground, now },
  }),
  notify: { type: 'NotifyCollection', data: { by: 'agc-1', collectBy: '2026-05-31T16:00:00.000Z', now } },
  review: { type: 'PassFinalReview', data: { checked: checkedSlots, by: 'agc-1', now } },
  failReview: (correctable = true): KeyOrderCommand => ({
    type: 'FailFinalReview',
    data: {
      reasons: [{ code: 'T01', target: 'business-licence' }],
      correctable,
      remark: '缺营业执照副本',
      by: 'agc-1',
      now,
    },
  }),
  handOver: (attempt = 1): KeyOrderCommand => ({
    type: 'HandOverKey',
    data: {
      tokenSerial: tokenOf(attempt),
      returned: [],
      handedIn: null,
      collector: 'authorised-user',
      identity: { ...signer, letterNumber: null },
      authorisedUser: signer,
      by: 'agc-1',
      now,
    },
  }),
  terminate: { type: 'TerminateOrder', data: { ground: 'forged-materials', remark: '印章系伪造', by: 'agm-1', now } },
  setDue: (attempt = 2): KeyOrderCommand => ({
    type: 'SetDueDate',
    data: { stage: 're-verification-and-making', attempt, ...due, startedAt: now, now },
  }),
} as const satisfies Record<string, KeyOrderCommand | ((...args: never[]) => KeyOrderCommand)>;

/** The facts that these commands lead to, one after the other. @throws where one of them is refused. */
export function factsAfter(...commands: readonly KeyOrderCommand[]): readonly KeyOrderEvent[] {
  const facts: KeyOrderEvent[] = [];
  for (const command of commands) {
    const decision = keyOrder.decide(command, fold(keyOrder, facts));
    if (isRejection(decision)) throw new Error(`${command.type}: ${decision.rejected}`);
    facts.push(...decision);
  }
  return facts;
}

/** The commands of an undisturbed case, each with the place that the order has after it. */
const straight: readonly (readonly [string, readonly KeyOrderCommand[]])[] = [
  ['to-make', [ask.open]],
  ['producing', [ask.start()]],
  ['certified', [ask.issue('signing'), ask.issue('encryption'), ask.record('signing'), ask.record('encryption')]],
  ['sealed', [ask.seal()]],
  ['made', [ask.check()]],
  ['packed', [ask.letter(), ask.pack()]],
  ['shipped', [ask.ship()]],
  ['received', [ask.receive()]],
  ['ready', [ask.notify]],
  ['reviewed', [ask.review]],
  ['collected', [ask.handOver()]],
];
export type Place = 'unknown' | (typeof places)[number];
export const places = [
  'to-make',
  'producing',
  'certified',
  'sealed',
  'made',
  'packed',
  'shipped',
  'received',
  'ready',
  'reviewed',
  'collected',
] as const;

/** The commands of an undisturbed order up to a place. */
export function commandsTo(place: Place): readonly KeyOrderCommand[] {
  const upTo = straight.findIndex(([name]) => name === place);
  return straight.slice(0, upTo + 1).flatMap(([, commands]) => commands);
}

/** The history of an undisturbed order up to a place, and of what was asked of it there. */
export const historyTo = (place: Place, ...then: readonly KeyOrderCommand[]): readonly KeyOrderEvent[] =>
  factsAfter(...commandsTo(place), ...then);
