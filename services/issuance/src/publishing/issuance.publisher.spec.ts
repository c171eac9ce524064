import { publishedFacts, type PublishedType } from '@ekey/contracts';
import type { AsStored } from '@ekey/kernel';
import { recorded } from '@ekey/kernel/testing';
import type { CertificateEvent } from '../certificate/certificate.events';
import type { KeyOrderEvent, personalData } from '../key-order/key-order.events';
import type { RevocationEvent } from '../revocation/revocation.events';
import { ask, caseId, factsAfter, historyTo, ofCase, place, tokenOf, validity } from '../testing/example-order';
import { exampleHeldKey } from '../testing/example-held-key';
import { made, refused } from '../testing/example-renewal';
import type { UnlockEvent } from '../unlock/unlock.events';
import { issuancePublisher } from './issuance.publisher';

type Told = AsStored<KeyOrderEvent, typeof personalData> | CertificateEvent;
const publish = (fact: KeyOrderEvent | CertificateEvent) =>
  issuancePublisher.publish(recorded(fact as Told, { stream: `issuance.KeyOrder-${caseId}` }));
const first = (facts: readonly KeyOrderEvent[], type: KeyOrderEvent['type']): KeyOrderEvent =>
  facts.find((fact) => fact.type === type) as KeyOrderEvent;

const sealed = { $sealed: 'AA', owner: `case:${caseId}`, field: 'remark' };
const straight = historyTo('collected');
const reminded = historyTo('ready', {
  type: 'RemindOfCollection',
  data: { attempt: 1, now: '2026-03-09T02:00:00.000Z' },
});
const remade = factsAfter(ask.open, ask.start(), ask.fail, ask.setDue());

const key = { ...exampleHeldKey, caseId, uscc: ofCase.uscc };
const ofKey = { caseId, tokenSerial: key.tokenSerial, serials: key.serials };
const reference = '来函 2026-17';
const at = validity.notBefore;
const toldOfKeys: readonly RevocationEvent[] = [
  {
    type: 'KeySuspended',
    data: { key, ground: 'misuse-suspected', withRequest: false, reference, by: 'anna', suspendedAt: at },
  },
  { type: 'KeyReinstated', data: { ...ofKey, proposedBy: 'anna', by: 'boris', reinstatedAt: at } },
  { type: 'KeyReinstated', data: { ...ofKey, proposedBy: null, by: 'boris', reinstatedAt: at } },
  { type: 'KeyReinstated', data: { ...ofKey, proposedBy: 'enterprise', by: 'enterprise', reinstatedAt: at } },
  {
    type: 'KeyRevoked',
    data: {
      ...{ caseId, attempt: 1, uscc: ofCase.uscc, tokenSerial: key.tokenSerial, ground: 'lost' },
      ...{ requester: 'court', reference, revokedAt: at },
    },
  },
];

describe('what the other services are told', () => {
  it.each([
    ['ProductionStarted', 'issuance.ProductionStarted.v1', straight],
    ['KeyMade', 'issuance.KeyMade.v1', straight],
    ['KeyShipped', 'issuance.KeyShipped.v1', straight],
    ['KeyReceived', 'issuance.KeyReceived.v1', straight],
    ['KeyReadyForCollection', 'issuance.KeyReadyForCollection.v1', straight],
    ['CollectionReminded', 'issuance.CollectionReminded.v1', reminded],
    ['KeyCollected', 'issuance.KeyCollected.v1', straight],
    ['RemakeOrdered', 'issuance.RemakeOrdered.v1', remade],
    ['DueDateSet', 'issuance.DueDateSet.v1', remade],
    ['OrderEnded', 'issuance.OrderEnded.v1', factsAfter(ask.open, ask.cancel)],
  ] as const)('%s goes out as %s, whole and under its case', (type, published, facts) => {
    const publication = publish(first(facts, type));
    expect(publication).toMatchObject({ type: published, subject: caseId });
    // Strict: nothing leaves that the contract does not name.
    const schema = publishedFacts[published as PublishedType].strict();
    expect(schema.safeParse(JSON.parse(JSON.stringify(publication?.data))).error?.issues).toBeUndefined();
  });

  it.each(['KeyReadyForCollection', 'CollectionReminded'] as const)(
    'which old keys have to be brought, by %s',
    (type) => {
      const { data } = first(type === 'CollectionReminded' ? reminded : straight, type);
      const publication = publish({ type, data: { ...data, toReturn: ['EK1'] } } as KeyOrderEvent);
      expect(publication?.data).toMatchObject({ toReturn: ['EK1'] });
      const schema = publishedFacts[publication?.type as PublishedType].strict();
      expect(schema.safeParse(publication?.data).error?.issues).toBeUndefined();
    },
  );

  it.each([
    [made, 'issuance.RenewalMade.v1'],
    [refused('signing'), 'issuance.RenewalRequestRefused.v1'],
  ] as const)('what becomes of the requests of a renewal (%#)', (fact, type) => {
    const stream = `issuance.RenewalOrder-${fact.data.caseId}`;
    const publication = issuancePublisher.publish(recorded(fact, { stream }));
    expect(publication).toMatchObject({ type, subject: fact.data.caseId });
    expect(publishedFacts[type].strict().safeParse(publication?.data).error?.issues).toBeUndefined();
  });

  it.each(toldOfKeys)('$type, once for the key, and not which officer did it', (fact) => {
    const publication = issuancePublisher.publish(recorded(fact, { stream: `issuance.Revocation-${caseId}.1` }));
    expect(publication).toMatchObject({ type: `issuance.${fact.type}.v1`, subject: caseId });
    const schema = publishedFacts[publication?.type as PublishedType].strict();
    expect(schema.safeParse(publication?.data).error?.issues).toBeUndefined();
    expect(JSON.stringify(publication)).not.toMatch(/anna|boris/);
  });
  it('that a key was unlocked', () => {
    const data = { caseId, tokenSerial: key.tokenSerial, unlockedAt: at };
    expect(
      issuancePublisher.publish(recorded({ type: 'KeyUnlocked', data }, { stream: `issuance.Unlock-${caseId}.1` })),
    ).toEqual({ type: 'issuance.KeyUnlocked.v1', subject: caseId, data });
  });
  it('what was asked for on line, under the case in which it was asked', () => {
    const request = { requestId: '0f7c2a9e-1b3d-5e4f-8a6b-7c8d9e0f1a05', caseId };
    const { tokenSerial } = key;
    const told = (fact: UnlockEvent) =>
      issuancePublisher.publish(recorded(fact, { stream: 'issuance.Unlock-case-2.1' }));
    expect(
      told({ type: 'UnlockRequestedOnLine', data: { key, request, reason: 'pin-forgotten', requestedAt: at } }),
    ).toEqual({
      ...{ type: 'issuance.UnlockRequestTaken.v1', subject: caseId },
      data: { ...request, tokenSerial, takenAt: at },
    });
    const answer = { ...request, tokenSerial, outcome: 'expired', answeredAt: at } as const;
    expect(told({ type: 'UnlockRequestAnswered', data: answer })).toEqual({
      ...{ type: 'issuance.UnlockRequestAnswered.v1', subject: caseId, data: answer },
    });
  });
  it('what became of a revocation that was asked for on line, under the case in which it was asked', () => {
    const data = {
      ...{ requestId: '0f7c2a9e-1b3d-5e4f-8a6b-7c8d9e0f1a05', caseId, tokenSerial: key.tokenSerial },
      ...({ outcome: 'mistaken', answeredAt: at } as const),
    };
    expect(
      issuancePublisher.publish(
        recorded({ type: 'RevocationRequestAnswered', data }, { stream: 'issuance.Revocation-case-2.1' }),
      ),
    ).toEqual({ type: 'issuance.RevocationRequestAnswered.v1', subject: caseId, data });
  });
  it('a key that was given up, under the case that brings the other one', () => {
    const given: RevocationEvent = {
      type: 'KeyGivenUp',
      data: { replacement: caseId, tokenSerial: key.tokenSerial, givenUpAt: at },
    };
    const publication = issuancePublisher.publish(recorded(given, { stream: 'issuance.Revocation-case-0.1' }));
    const data = { caseId, tokenSerial: key.tokenSerial, givenUpAt: at };
    expect(publication).toEqual({ type: 'issuance.KeyGivenUp.v1', subject: caseId, data });
    expect(publishedFacts['issuance.KeyGivenUp.v1'].strict().safeParse(data).error?.issues).toBeUndefined();
  });
  it('why a suspension was lifted', () => {
    const said = toldOfKeys.map((fact) => issuancePublisher.publish(recorded(fact, { stream: 'x' }))?.data);
    expect(said).toMatchObject([
      {},
      { because: 'lifted' },
      { because: 'request-rejected' },
      { because: 'found-again' },
      {},
    ]);
  });

  it('a lost, damaged or misled parcel', () => {
    const fact: KeyOrderEvent = {
      type: 'KeyLost',
      data: { ...ofCase, attempt: 1, parcelId: 'parcel-1', ground: 'damaged', reportedAt: validity.notBefore },
    };
    expect(publish(fact)).toEqual({ type: 'issuance.ParcelLost.v1', subject: caseId, data: fact.data });
  });

  it('a final review that was passed, but neither by whom nor what was checked', () => {
    const passed = first(straight, 'FinalReviewPassed');
    const { decidedAt } = passed.data as { decidedAt: string };
    expect(publish(passed)).toEqual({
      type: 'issuance.FinalReviewPassed.v1',
      subject: caseId,
      data: { ...ofCase, attempt: 1, tokenSerial: tokenOf(1), decidedAt },
    });
  });

  it('a failed final review, its remark sealed as it is', () => {
    const fact = {
      type: 'FinalReviewFailed',
      data: {
        ...{ ...ofCase, attempt: 1, tokenSerial: tokenOf(1), reviewer: 'agc-1', correctable: true },
        ...{ reasons: [{ code: 'T01', target: 'business-licence' }], remark: sealed, decidedAt: validity.notBefore },
      },
    } as never;
    const { reviewer: _reviewer, ...said } = (fact as { data: { reviewer: string } }).data;
    expect(publish(fact)).toEqual({ type: 'issuance.FinalReviewFailed.v1', subject: caseId, data: said });
  });

  it('a late key', () => {
    const late = {
      caseId,
      kind: 'first',
      stage: 'pickup-notice',
      round: 1,
      attempt: 1,
      startedAt: validity.notBefore,
      dueAt: validity.notBefore,
      dueOn: '2026-03-02',
      provisional: false,
      breachedAt: validity.notBefore,
    } as const;
    expect(publish({ type: 'DeadlineBreached', data: { ...late, uscc: ofCase.uscc } })).toEqual({
      type: 'issuance.DeadlineBreached.v1',
      subject: caseId,
      data: late,
    });
  });

  it('a certificate only once its hold is published', () => {
    const named = { serial: '4A', caseId, uscc: 'X' };
    const issued: CertificateEvent = {
      type: 'CertificateIssued',
      data: { serial: '4A', certificate: 'AA', sha256: 'ab', issuedAt: 'then' },
    };
    expect(publish(issued)).toBeNull();
    expect(
      publish({
        type: 'HoldPublished',
        data: { ...named, attempt: 1, use: 'signing', ...validity, crlNumber: 7, publishedAt: validity.notBefore },
      }),
    ).toEqual({
      type: 'issuance.CertificateIssued.v1',
      subject: caseId,
      data: { ...named, use: 'signing', ...validity, at: validity.notBefore },
    });
    expect(publish({ type: 'CertificateActivated', data: { ...named, at: 'then' } })).toEqual({
      type: 'issuance.CertificateActivated.v1',
      subject: caseId,
      data: { ...named, at: 'then' },
    });
    for (const type of ['CertificateSuspended', 'CertificateReinstated'] as const)
      expect(publish({ type, data: { ...named, revocationId: 'r', at: 'then' } })).toEqual({
        type: `issuance.${type}.v1`,
        subject: caseId,
        data: { ...named, at: 'then' },
      });
    expect(
      publish({ type: 'CertificateRevoked', data: { ...named, reason: 'superseded', revocationId: 'r', at: 'then' } }),
    ).toEqual({
      type: 'issuance.CertificateRevoked.v1',
      subject: caseId,
      data: { ...named, reason: 'superseded', at: 'then' },
    });
  });

  it('where a key was collected, but not by whom', () => {
    const publication = publish(first(straight, 'KeyCollected'));
    expect(publication?.data).toMatchObject(place);
    expect(JSON.stringify(publication)).not.toContain('张三');
  });

  it.each([
    'OrderOpened',
    'IssuanceOpened',
    'CertificateRecorded',
    'CertificatesCompleted',
    'SealMade',
    'QualityPassed',
    'KeyPacked',
    'PinLetterRecorded',
    'PinLetterDispatched',
  ] as const)('nothing of %s', (type) => expect(publish(first(straight, type))).toBeNull());
});
