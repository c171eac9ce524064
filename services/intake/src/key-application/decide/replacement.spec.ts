import { scenarios } from '@ekey/kernel/testing';
import type { KeyApplicationCommand } from '../key-application.commands';
import { keyApplication } from '../key-application.decider';
import {
  allUploaded,
  confirm,
  formSubmitted,
  keyNamed,
  lossReported,
  named,
  now,
  remark,
  replacementIs,
  start,
  startedReplacement,
  started,
  upload,
  uploaded,
} from '../key-application.examples';
import type { KeyApplicationEvent } from '../key-application.events';

const { given } = scenarios(keyApplication);

const takeBack: KeyApplicationCommand = { type: 'TakeBackLoss', data: { now } };
const withdrawn: KeyApplicationEvent = {
  type: 'ApplicationWithdrawn',
  data: { ...replacementIs, round: 0, ground: 'applicant', reason: null, withdrawnAt: now },
};
const takenBack: KeyApplicationEvent = {
  type: 'KeyLossTakenBack',
  data: { ...replacementIs, tokenSerial: 'EK26000001', takenBackAt: now },
};
const activate: KeyApplicationCommand = {
  type: 'RequestActivation',
  data: { requestId: 'q1', because: 're-verification', now },
};
const lost = [startedReplacement, keyNamed(), lossReported];

describe('starting a replacement (补办)', () => {
  it('names the key that it replaces, and reports a lost one as lost at once', () =>
    given()
      .when(start({ kind: 'replacement', named: named() }))
      .then(...lost));
  it.each(['damaged', 'locked', 'renewal-died'] as const)('leaves a key that is %s as it is for now', (ground) =>
    given()
      .when(start({ kind: 'replacement', named: named({ ground }) }))
      .then(startedReplacement, keyNamed({ ground })),
  );
  it('reports no loss of a key from before this system: there is nothing here that could be suspended', () => {
    const key = { number: '旧 12', caseId: null };
    given()
      .when(start({ kind: 'replacement', named: named({ key }) }))
      .then(startedReplacement, keyNamed({ key }));
  });
  it('is refused where it names no key, as is a first application that names one', () => {
    given()
      .when(start({ kind: 'replacement' }))
      .thenRejected('KeyNotNamed');
    given()
      .when(start({ named: named() }))
      .thenRejected('KeyNotNamed');
  });
});

describe('a lost key that is found again', () => {
  it('is good again, and its replacement withdrawn', () =>
    given(...lost)
      .when(takeBack)
      .then(takenBack, withdrawn));
  it('is found once', () =>
    given(...lost, takenBack, withdrawn)
      .when(takeBack)
      .thenNothing());
  it('stays suspended where the case was withdrawn before without a word of it', () =>
    given(...lost, withdrawn)
      .when(takeBack)
      .thenRejected('CaseEnded', { how: 'withdrawn' }));
  it('comes too late once 复核通过 is recorded', () =>
    given(...lost, {
      type: 'KeyCollectedRecorded',
      data: { ...replacementIs, collectedAt: now },
    })
      .when(takeBack)
      .thenRejected('AlreadyApproved'));
  it('was never lost in another kind of case', () => {
    given(started).when(takeBack).thenRejected('NoLossReported');
    given(startedReplacement, keyNamed({ ground: 'damaged' }))
      .when(takeBack)
      .thenRejected('NoLossReported');
    given().when(takeBack).thenRejected('ApplicationUnknown');
  });
  it('was not suspended here where it is from before this system', () =>
    given(startedReplacement, keyNamed({ key: { number: '旧 12', caseId: null } }))
      .when(takeBack)
      .thenRejected('NoLossReported'));
});

describe('the activation of the account', () => {
  it('is not asked for again: the user name stays', () =>
    given(...lost, formSubmitted())
      .when(activate)
      .thenNothing());
  it('is asked for where it never came to it', () =>
    expect(
      given(startedReplacement, keyNamed({ activatedBefore: false }), formSubmitted())
        .when(activate)
        .facts(),
    ).toHaveLength(1));
});

describe('starting a change (变更)', () => {
  const ground = 'information-changed';
  it('names the key, which stays good until the new one is handed over', () =>
    given()
      .when(start({ kind: 'change', named: named({ ground }) }))
      .then(
        { type: 'ApplicationStarted', data: { ...started.data, kind: 'change' } },
        { type: 'KeyNamed', data: { ...replacementIs, kind: 'change', ...named({ ground }), namedAt: now } },
      ));
  it('gives up no further key, which would end only after the new one is in hand', () =>
    given()
      .when(start({ kind: 'change', named: { ...named({ ground }), surplus: ['EK26000007'] } }))
      .thenRejected('SurplusUnfit'));
  it('is for what the certificate says and for nothing else, as a replacement is for everything else', () => {
    given()
      .when(start({ kind: 'change', named: named() }))
      .thenRejected('GroundUnfit', { ground: 'lost' });
    given()
      .when(start({ kind: 'replacement', named: named({ ground }) }))
      .thenRejected('GroundUnfit', { ground });
  });
});

describe('the 遗失说明', () => {
  const filled = (of: readonly KeyApplicationEvent[]) => [...of, formSubmitted(), ...allUploaded];
  const state = upload('loss-statement', 'loss-statement');
  it('is asked for where the key is lost, beside the six', () => {
    given(...filled(lost))
      .when(confirm())
      .thenRejected('DocumentsMissing', { documents: [{ slot: 'loss-statement', lack: 'missing' }] });
    given(...filled(lost))
      .when(state)
      .then(uploaded('loss-statement'));
    expect(
      given(...filled(lost), uploaded('loss-statement'))
        .when(confirm())
        .facts(),
    ).toHaveLength(1);
  });
  it('comes anew where a reviewer has refused it', () => {
    const refused = given(...filled(lost), uploaded('loss-statement'))
      .when(confirm())
      .facts();
    const reasons = [{ code: 'G03', target: 'loss-statement' }] as const;
    expect(
      given(...filled(lost), uploaded('loss-statement'), ...refused)
        .when({ type: 'ReturnForCorrection', data: { round: 1, stage: 'pre-verification', reasons, remark, now } })
        .facts(),
    ).toMatchObject([{ data: { rejected: ['loss-statement'] } }]);
  });
  it('is not asked for in any other case', () => {
    given(...filled([started]))
      .when(state)
      .thenRejected('DocumentNotAsked', { slot: 'loss-statement' });
    given(...filled([startedReplacement, keyNamed({ ground: 'damaged' })]))
      .when(state)
      .thenRejected('DocumentNotAsked');
  });
});
