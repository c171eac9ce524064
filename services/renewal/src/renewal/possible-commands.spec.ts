import { fold } from '@ekey/kernel';
import { confirmed, delivered, ended, interrupted, now, papers, proved, requested, returned, session, started, stepConfirmed, toUpdate } from '../testing/renewal.examples'; // prettier-ignore
import { possibleCommands } from './possible-commands';
import { renewal } from './renewal.decider';
import type { RenewalEvent } from './renewal.events';

const moment = { now, graceDays: 30 };
const answers = (...facts: readonly RenewalEvent[]) => possibleCommands(fold(renewal, facts), moment);
const allowed = (...facts: readonly RenewalEvent[]) =>
  answers(...facts).flatMap(({ command, allowed: may }) => (may ? [command] : []));
const because = (command: string, ...facts: readonly RenewalEvent[]) =>
  answers(...facts).find((each) => each.command === command)?.because;

describe('what the holder of a key may do now', () => {
  const asked = [...toUpdate, session(), requested('signing', 's1'), requested('encryption', 'e1')];
  const written = [
    ...[...asked, delivered, stepConfirmed('signing-written'), stepConfirmed('encryption-written')],
    stepConfirmed('seal-written'),
  ];

  it('is nothing before there is a renewal', () => expect(answers()).toEqual([]));
  it('is the form, then the scans, then the confirmation', () => {
    expect(allowed(started)).toEqual(['SaveDraft', 'SubmitForm', 'WithdrawRenewal']);
    expect(allowed(...papers)).toEqual(['ReopenForm', 'UploadPage', 'RemovePage', 'ConfirmSubmission', 'WithdrawRenewal']); // prettier-ignore
    expect(because('ConfirmSubmission', ...papers.slice(0, -1))).toBe('DocumentsMissing');
  });
  it('is to withdraw while it is reviewed, and to correct what came back', () => {
    expect(allowed(...papers, confirmed)).toEqual(['WithdrawRenewal']);
    expect(allowed(...papers, confirmed, returned)).toEqual(['ReopenForm', 'UploadPage', 'RemovePage', 'WithdrawRenewal']); // prettier-ignore
  });
  it('is the update once it is approved, step by step', () => {
    expect(allowed(...toUpdate)).toEqual(['OpenUpdateSession', 'ReportTokenDead']);
    const always = ['OpenUpdateSession', 'AcceptCertificateRequest'];
    expect(allowed(...toUpdate, session())).toEqual([...always, 'ReportTokenDead']);
    expect(allowed(...asked, delivered)).toEqual([...always, 'ConfirmStep', 'ReportTokenDead']);
    expect(allowed(...written)).toEqual([...always, 'ProveNewKey', 'ReportTokenDead']);
    expect(because('ConfirmStep', ...asked)).toBe('DeliveryMissing');
    expect(because('ProveNewKey', ...asked, delivered)).toBe('StepsMissing');
  });
  it('is another session where the last one was interrupted', () => {
    expect(allowed(...asked, interrupted())).toEqual(['OpenUpdateSession', 'ReportTokenDead']);
    expect(because('AcceptCertificateRequest', ...asked, interrupted())).toBe('SessionTimedOut');
  });
  it('is nothing once all is over', () => {
    expect(allowed(...written, proved)).toEqual([]);
    expect(allowed(...toUpdate, ended('expired'))).toEqual([]);
    expect(because('OpenUpdateSession', ...written, proved)).toBe('AlreadyRenewed');
  });
});
