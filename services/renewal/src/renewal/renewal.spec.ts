import { scenarios } from '@ekey/kernel/testing';
import { abandoned, approved, ask, confirm, confirmed, confirmStep, delivered, digests, ended, form, formSubmitted, interrupted, key, made, newCertificates, now, papers, prove, proved, reasons, remark, request, requested, returned, returnedWithForm, SESSION, session, start, started, stepConfirmed, submitForm, toUpdate, upload, uploaded } from '../testing/renewal.examples'; // prettier-ignore
import { renewal } from './renewal.decider';

const { given } = scenarios(renewal);
const afterTheEnd = '2027-03-20T02:00:00.000Z';

describe('the papers of a renewal', () => {
  it('begin once, with the form as it was approved for the key', () => {
    given().when(start).then(started);
    given(started).when(start).thenRejected('AlreadyStarted');
  });
  it('are the form, then four scans, then the confirmation', () => {
    given(started).when(submitForm).then(formSubmitted);
    given(started, formSubmitted).when(upload('business-licence')).then(uploaded('business-licence'));
    given(...papers)
      .when(confirm())
      .then(confirmed);
  });
  it('are not confirmed while one is missing, and not in any other round than the next', () => {
    given(...papers.slice(0, -1))
      .when(confirm())
      .thenRejected('DocumentsMissing');
    given(...papers)
      .when(confirm(2))
      .thenRejected('RoundMismatch');
    given(started).when(confirm()).thenRejected('FormOpen');
  });
  it('take no scans while the form is open, and change nothing while they are under review', () => {
    given(started).when(upload('business-licence')).thenRejected('FormOpen');
    given(...papers, confirmed)
      .when(upload('business-licence', 2))
      .thenRejected('UnderReview');
  });
  it('are not confirmed for the first time after the end of the certificate', () =>
    given(...papers)
      .when(confirm(1, afterTheEnd))
      .thenRejected('CertificateEnded'));
  it('are corrected in the same case, after the end too where they were submitted before it', () => {
    given(...papers, confirmed)
      .when(ask('ReturnForCorrection', { round: 1, reasons, remark }))
      .then(returned);
    given(...papers, confirmed, returned)
      .when(confirm(2))
      .thenRejected('DocumentsMissing');
    const corrected = uploaded('seal-confirmation', 2, 2, true);
    given(...papers, confirmed, returned)
      .when(upload('seal-confirmation', 2))
      .then(corrected);
    given(...papers, confirmed, returned, corrected)
      .when(confirm(2, afterTheEnd))
      .thenTypes('SubmissionConfirmed');
  });
  it('are not confirmed anew while the form that was found wanting stands as it was', () => {
    given(...papers, confirmed, returnedWithForm, uploaded('seal-confirmation', 2, 2, true))
      .when(confirm(2))
      .thenRejected('FormRejected');
  });
  it('are sent back in the round that was reviewed, and in no other', () => {
    const sendBack = (round: number) => ask('ReturnForCorrection', { round, reasons, remark });
    given(...papers, confirmed)
      .when(sendBack(2))
      .thenNothing();
    given(...papers, confirmed, returned)
      .when(sendBack(1))
      .thenNothing();
    given(...papers, confirmed, approved)
      .when(sendBack(1))
      .thenNothing();
    given().when(sendBack(1)).thenNothing();
  });
  it('are approved in the round that was reviewed, and in no other', () => {
    const approve = (round: number) => ask('RecordApproval', { round, formDocumentId: form.form.documentId });
    given(...papers, confirmed)
      .when(approve(1))
      .then(approved);
    given(...papers, confirmed)
      .when(approve(2))
      .thenNothing();
    given(...toUpdate)
      .when(approve(1))
      .thenNothing();
  });
});

describe('a renewal', () => {
  it('is withdrawn until it is approved', () => {
    given(started).when(ask('WithdrawRenewal', {})).then(ended('withdrawn', 0));
    given(...papers, confirmed)
      .when(ask('WithdrawRenewal', {}))
      .then(ended('withdrawn'));
    given(...toUpdate)
      .when(ask('WithdrawRenewal', {}))
      .thenRejected('AlreadyApproved');
    given(started, ended('withdrawn', 0)).when(ask('WithdrawRenewal', {})).thenNothing();
  });
  it('expires with the certificate, or so many days later where it was submitted in time', () => {
    const expire = (at: string) => ask('ExpireRenewal', { graceDays: 30 }, at);
    given(...papers)
      .when(expire(key.notAfter))
      .thenNothing();
    given(...papers)
      .when(expire(afterTheEnd))
      .then(ended('expired', 0, afterTheEnd));
    given(...toUpdate)
      .when(expire('2027-04-11T01:00:00.000Z'))
      .thenNothing();
    const late = '2027-04-11T01:00:00.001Z';
    given(...toUpdate)
      .when(expire(late))
      .then(ended('expired', 1, late));
    given(...papers, confirmed)
      .when(expire(late))
      .thenNothing();
  });
  it('whose token is dead ends, for a replacement to be applied for', () => {
    given(...toUpdate)
      .when(ask('ReportTokenDead', {}))
      .then(ended('converted'));
    given(...papers)
      .when(ask('ReportTokenDead', {}))
      .thenRejected('NotApproved');
    given(...toUpdate, ended('converted'))
      .when(ask('ReportTokenDead', {}))
      .thenNothing();
  });
});

describe.each([
  ['for whose key a replacement was begun', 'ConvertRenewal', 'converted'],
  ['whose key was revoked', 'EndWithKey', 'key-revoked'],
] as const)('a renewal %s', (_what, command, ground) => {
  it('ends wherever it stands, and only once', () => {
    given(started).when(ask(command, {})).then(ended(ground, 0));
    for (const facts of [[...papers, confirmed], toUpdate, [...toUpdate, session(), interrupted()]])
      given(...facts)
        .when(ask(command, {}))
        .then(ended(ground));
    for (const facts of [[], [...toUpdate, ended('converted')], [...toUpdate, session(), proved]])
      given(...facts)
        .when(ask(command, {}))
        .thenNothing();
  });
});

describe('the update of the token', () => {
  const open = (sessionId: string, at = now) =>
    ask('OpenUpdateSession', { sessionId, nonce: 'nonce', graceDays: 30 }, at);
  const asked = [...toUpdate, session(), requested('signing', 's1'), requested('encryption', 'e1')];
  const steps = [stepConfirmed('signing-written'), stepConfirmed('encryption-written'), stepConfirmed('seal-written')];
  const written = [...asked, delivered, ...steps];

  it('is opened once the renewal is approved, and taken up again as often as it is interrupted', () => {
    given(...papers, confirmed)
      .when(open('session-1'))
      .thenRejected('NotApproved');
    given(...toUpdate)
      .when(open('session-1'))
      .then(session());
    given(...asked)
      .when(open('session-2'))
      .then(session('session-2'));
  });
  it('is opened after the end of the certificate too, but not after the days that are granted', () => {
    given(...toUpdate)
      .when(open('session-1', '2027-04-11T01:00:00.000Z'))
      .thenTypes('UpdateSessionOpened');
    given(...toUpdate)
      .when(open('session-1', '2027-04-11T01:00:00.001Z'))
      .thenRejected('CertificateEnded');
  });
  it('goes on in the session that was opened last', () => {
    given(...toUpdate)
      .when(request('signing', 's1'))
      .thenRejected('SessionMissing');
    given(...asked, session('session-2'))
      .when(request('signing', 's1'))
      .thenRejected('SessionSuperseded');
    given(...asked, session('session-2'))
      .when(request('signing', 's1', 'session-2'))
      .thenNothing();
  });
  it('is interrupted where nothing was done for fifteen minutes, and taken up by another session', () => {
    const interrupt = (at: string, sessionId = 'session-1') => ask('InterruptUpdate', { sessionId }, at);
    const [inTime, late] = ['2027-01-20T02:15:00.000Z', '2027-01-20T02:15:00.001Z'];
    given(...asked)
      .when(interrupt(inTime))
      .thenNothing();
    given(...asked)
      .when(interrupt(late))
      .then(interrupted('session-1', late));
    for (const facts of [[...asked, interrupted()], [...asked, session('session-2')], toUpdate, [...papers, confirmed]])
      given(...facts)
        .when(interrupt(late))
        .thenNothing();
    given(...asked, interrupted())
      .when(open('session-2'))
      .then(session('session-2'));
    given(...asked, interrupted(), session('session-2'))
      .when(request('signing', 's1', 'session-2'))
      .thenNothing();
  });
  it('goes on in no session that was interrupted, or would have been', () => {
    const late = ask('ConfirmStep', { sessionId: SESSION, step: 'signing-written', sha256: '1' }, '2027-01-20T02:15:00.001Z'); // prettier-ignore
    given(...asked, delivered)
      .when(late)
      .thenRejected('SessionTimedOut');
    given(...asked, delivered, interrupted())
      .when(confirmStep('signing-written'))
      .thenRejected('SessionTimedOut');
    given(...written, interrupted())
      .when(prove())
      .thenRejected('SessionTimedOut');
    given(...asked, interrupted())
      .when(request('signing', 's2'))
      .thenRejected('SessionTimedOut');
  });
  it('asks for one certificate for each key, and two keys', () => {
    given(...toUpdate, session())
      .when(request('signing', 's1'))
      .then(requested('signing', 's1'));
    given(...asked)
      .when(request('encryption', 'e1'))
      .thenNothing();
    given(...toUpdate, session(), requested('signing', 's1'))
      .when(request('encryption', 's1'))
      .thenRejected('KeysNotDistinct');
  });
  it('gives up what was asked for where the token has lost its key, three times at most', () => {
    given(...asked)
      .when(request('signing', 's2'))
      .then(abandoned(), requested('signing', 's2', 2));
    const second = [...asked, abandoned(1), requested('signing', 's2', 2)];
    given(...second)
      .when(request('encryption', 'e1'))
      .then(requested('encryption', 'e1', 2));
    const third = [...second, abandoned(2), requested('signing', 's3', 3)];
    const fourth = [...third, abandoned(3), requested('signing', 's4', 4)];
    given(...third)
      .when(request('signing', 's4'))
      .then(abandoned(3), requested('signing', 's4', 4));
    given(...fourth)
      .when(request('signing', 's5'))
      .thenRejected('TooManyOrphans');
  });
  it('counts one orphan where the token has lost one of its two keys, although the other is refused in the next attempt', () => {
    const second = [...asked, abandoned(1), requested('signing', 's2', 2), requested('encryption', 'e1', 2)];
    const data = { attempt: 2, use: 'encryption', code: 'PublicKeyTaken', recordedAt: now } as const;
    given(...second, { type: 'RequestRefusalRecorded', data })
      .when(request('encryption', 'e2'))
      .then(requested('encryption', 'e2', 2));
  });
  it('makes another key where one has a certificate already', () => {
    const refuse = ask('RecordRequestRefusal', { attempt: 1, use: 'signing', code: 'PublicKeyTaken' });
    const data = { attempt: 1, use: 'signing', code: 'PublicKeyTaken', recordedAt: now } as const;
    const refused = { type: 'RequestRefusalRecorded', data } as const;
    given(...asked)
      .when(refuse)
      .then(refused);
    given(...asked, refused)
      .when(refuse)
      .thenNothing();
    given(...asked, refused)
      .when(request('signing', 's1'))
      .thenNothing();
    given(...asked, refused)
      .when(request('signing', 's2'))
      .then(requested('signing', 's2'));
    given(...asked, refused, requested('signing', 's2'))
      .when(request('signing', 's3'))
      .then(abandoned(), requested('signing', 's3', 2));
    for (const facts of [[...asked, abandoned(1), requested('signing', 's2', 2)], papers, []])
      given(...facts)
        .when(refuse)
        .thenNothing();
  });
  it('is given what was made for the keys that the token has now, once', () => {
    const deliver = (attempt: number) => ask('RecordDelivery', { attempt, ...made });
    given(...asked)
      .when(deliver(1))
      .then(delivered);
    given(...asked, delivered)
      .when(deliver(1))
      .thenNothing();
    given(...asked, abandoned(1), requested('signing', 's2', 2))
      .when(deliver(1))
      .thenNothing();
  });
  it('confirms step by step what was read back', () => {
    given(...asked)
      .when(confirmStep('signing-written'))
      .thenRejected('DeliveryMissing');
    given(...asked, delivered)
      .when(confirmStep('signing-written'))
      .then(stepConfirmed('signing-written'));
    given(...asked, delivered, steps[0]!)
      .when(confirmStep('signing-written'))
      .thenNothing();
    given(...asked, delivered)
      .when(confirmStep('seal-written'))
      .thenRejected('StepOutOfOrder');
    given(...asked, delivered)
      .when(confirmStep('signing-written', digests['seal-written']))
      .thenRejected('ReadBackDiffers');
  });
  it('ends with the proof of the new key, after every step', () => {
    given(...written)
      .when(prove())
      .then(proved);
    given(...asked, delivered, steps[0]!, steps[1]!)
      .when(prove())
      .thenRejected('StepsMissing');
    given(...asked)
      .when(prove())
      .thenRejected('DeliveryMissing');
    given(...written)
      .when(prove(2))
      .thenRejected('AnotherAttempt');
    given(...written, proved)
      .when(prove())
      .thenRejected('AlreadyRenewed', { newSerial: newCertificates.signing });
  });
});
