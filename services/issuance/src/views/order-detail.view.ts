import { streamIdOf, viewPart, type AsStored, type Recorded, type Sealed, type View } from '@ekey/kernel';
import type { KeyOrderEvent, personalData, ReviewedDocument } from '../key-order/key-order.events';
import type { CertificateUse } from '../public-key/public-key.events';

type Told = AsStored<KeyOrderEvent, typeof personalData>;
type Data<Type extends Told['type']> = Extract<Told, { type: Type }>['data'];

interface MadeCertificate {
  readonly serial: string;
  readonly notBefore: string | null;
  readonly notAfter: string | null;
}
export interface Making {
  readonly attempt: number;
  readonly tokenSerial: string;
  readonly maker: string;
  readonly startedAt: string;
  readonly certificates: { readonly [Use in CertificateUse]?: MadeCertificate };
  readonly seal: {
    readonly sealId: string;
    readonly documentId: string;
    readonly sha256: string;
    readonly picture: string;
  } | null;
  readonly pinLetter: {
    readonly letterNumber: string;
    readonly carrier: string | null;
    readonly trackingNumber: string | null;
  } | null;
  readonly quality: { readonly checker: string; readonly checkedAt: string } | null;
  readonly shipped: {
    readonly parcelId: string;
    readonly carrier: string;
    readonly trackingNumber: string;
    readonly shippedAt: string;
  } | null;
  readonly receivedAt: string | null;
}
interface FinalReview {
  readonly outcome: 'passed' | 'failed';
  readonly reviewer: string;
  readonly reasons: Data<'FinalReviewFailed'>['reasons'];
  readonly remark: Sealed | null;
  readonly decidedAt: string;
}

/** What the list does not say of an order. Sealed members are opened by the query, for those who may see them. */
export interface OrderDetail {
  readonly caseId: string;
  readonly round: number;
  readonly formVersion: number;
  readonly formDocumentId: string;
  readonly documents: readonly ReviewedDocument[];
  readonly reVerifier: string;
  readonly openedAt: string;
  /** The tokens that have to be handed in for the new one; none before it is known which. */
  readonly toReturn: readonly string[];
  readonly making: Making | null;
  readonly notice: { readonly noticeAt: string; readonly collectBy: string; readonly papers: readonly string[] } | null;
  readonly finalReview: FinalReview | null;
  readonly collected: Pick<
    Data<'KeyCollected'>,
    'collector' | 'collectorIdentity' | 'certificates' | 'notAfter' | 'by' | 'collectedAt'
  > | null;
  readonly remakes: readonly { readonly attempt: number; readonly ground: string; readonly orderedAt: string }[];
  readonly ended: { readonly ground: string; readonly remark: Sealed | null; readonly endedAt: string } | null;
}
type Entry = Omit<OrderDetail, 'caseId'>;

const opened = (data: Data<'OrderOpened'>): Entry => ({
  round: data.round,
  formVersion: data.formVersion,
  formDocumentId: data.formDocumentId,
  documents: data.documents,
  reVerifier: data.reVerifier,
  openedAt: data.openedAt,
  toReturn: [],
  making: null,
  notice: null,
  finalReview: null,
  collected: null,
  remakes: [],
  ended: null,
});

const begun = ({ attempt, tokenSerial, maker, startedAt }: Data<'ProductionStarted'>): Making => ({
  attempt,
  tokenSerial,
  maker,
  startedAt,
  certificates: {},
  seal: null,
  pinLetter: null,
  quality: null,
  shipped: null,
  receivedAt: null,
});

function project(entry: Entry | null, fact: Recorded<Told>): Entry | null {
  if (fact.type === 'OrderOpened') return opened(fact.data);
  if (entry === null) return null;
  const making = entry.making && { ...entry.making, ...makingBy(entry.making, fact) };
  return { ...entry, making, ...counterBy(entry, fact) };
}

function makingBy({ certificates }: Making, { type, data }: Told): Partial<Making> {
  switch (type) {
    case 'IssuanceOpened':
      return {
        certificates: { ...certificates, [data.use]: { serial: data.serial, notBefore: null, notAfter: null } },
      };
    case 'CertificateRecorded': {
      const { use, serial, notBefore, notAfter } = data;
      return { certificates: { ...certificates, [use]: { serial, notBefore, notAfter } } };
    }
    case 'SealMade': {
      const { sealId, documentId, sha256, picture } = data;
      return { seal: { sealId, documentId, sha256, picture } };
    }
    case 'PinLetterRecorded':
      return { pinLetter: { letterNumber: data.letterNumber, carrier: null, trackingNumber: null } };
    case 'PinLetterDispatched': {
      const { letterNumber, carrier, trackingNumber } = data;
      return { pinLetter: { letterNumber, carrier, trackingNumber } };
    }
    case 'QualityPassed':
      return { quality: { checker: data.checker, checkedAt: data.checkedAt } };
    case 'KeyShipped': {
      const { parcelId, carrier, trackingNumber, shippedAt } = data;
      return { shipped: { parcelId, carrier, trackingNumber, shippedAt } };
    }
    case 'KeyReceived':
      return { receivedAt: data.receivedAt };
    default:
      return {};
  }
}

function counterBy(entry: Entry, { type, data }: Told): Partial<Entry> {
  switch (type) {
    case 'OldKeysAskedFor':
    case 'OldKeysRevoked':
      return { toReturn: data.toReturn };
    case 'ProductionStarted':
      return { making: begun(data) };
    case 'RemakeOrdered': {
      const { ended, ground, orderedAt } = data;
      const remakes = [...entry.remakes, { attempt: ended.attempt, ground, orderedAt }];
      return { making: null, notice: null, finalReview: null, remakes };
    }
    case 'KeyReadyForCollection':
      return { notice: { noticeAt: data.noticeAt, collectBy: data.collectBy, papers: data.papers } };
    case 'FinalReviewPassed': {
      const { reviewer, decidedAt } = data;
      return { finalReview: { outcome: 'passed', reviewer, reasons: [], remark: null, decidedAt } };
    }
    case 'FinalReviewFailed': {
      const { reviewer, reasons, remark, decidedAt } = data;
      return { finalReview: { outcome: 'failed', reviewer, reasons, remark, decidedAt } };
    }
    case 'KeyCollected': {
      const { collector, collectorIdentity, certificates, notAfter, by, collectedAt } = data;
      return { collected: { collector, collectorIdentity, certificates, notAfter, by, collectedAt } };
    }
    case 'OrderEnded':
      return { ended: { ground: data.ground, remark: data.remark, endedAt: data.endedAt } };
    default:
      return {};
  }
}

interface Parts {
  readonly order: Entry;
}

/** What is known of one order? */
export const orderDetail: View<Parts, OrderDetail> = {
  name: 'order-detail',
  version: 2,
  parts: {
    order: viewPart<Entry, Told>({
      from: 'own',
      category: 'issuance.KeyOrder',
      on: [
        'OrderOpened',
        'OldKeysAskedFor',
        'OldKeysRevoked',
        'ProductionStarted',
        'IssuanceOpened',
        'CertificateRecorded',
        'SealMade',
        'PinLetterRecorded',
        'PinLetterDispatched',
        'QualityPassed',
        'RemakeOrdered',
        'KeyShipped',
        'KeyReceived',
        'KeyReadyForCollection',
        'FinalReviewPassed',
        'FinalReviewFailed',
        'KeyCollected',
        'OrderEnded',
      ],
      key: ({ meta }) => streamIdOf(meta.stream),
      project,
    }),
  },
  answer: ({ order }, caseId) => (order === undefined ? null : { caseId, ...order }),
  indexes: {},
};
