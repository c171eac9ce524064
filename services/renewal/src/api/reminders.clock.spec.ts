import type { Recorded } from '@ekey/kernel';
import type { CertificateTermEvent } from '../certificate-term/certificate-term.events';
import { begun, collected, ended, ninetyDaysBefore, reminded, set, SIGNING, suspended, termLog, validity } from '../testing/terms'; // prettier-ignore
import { ticking } from '../testing/ticking';
import { RemindersClock } from './reminders.clock';

const tick = (now: string, facts: readonly Recorded[]) =>
  ticking((commands, views) => new RemindersClock(commands, views), now, facts);

const justAfter = '2026-12-12T01:00:01.000Z';
const after = (...facts: readonly CertificateTermEvent[]) => termLog(facts);

describe('the clock of reminders', () => {
  it('leaves a term alone before its day', async () =>
    expect(await tick(ninetyDaysBefore, after(set, begun))).toEqual([]));
  it('has the reminder recorded on its day', async () =>
    expect(await tick(justAfter, after(set, begun))).toMatchObject([
      { to: `HandleCertificateTerm ${SIGNING}`, command: { type: 'RecordReminder', data: { now: justAfter } } },
    ]));
  it('says of which key, once it was handed over', async () =>
    expect(await tick(justAfter, [...after(set, begun), collected])).toMatchObject([
      { command: { data: { tokenSerial: 'EK26000001' } } },
    ]));
  it('asks for one reminder by one command for ever, and for the next by another', async () => {
    const [first] = await tick(justAfter, after(set, begun));
    const [again] = await tick('2026-12-13T01:00:00.000Z', after(set, begun));
    const [next] = await tick('2027-01-12T01:00:00.000Z', after(set, begun, reminded(90)));
    expect(again?.commandId).toBe(first?.commandId);
    expect(next?.commandId).not.toBe(first?.commandId);
  });
  it('asks for nothing where nobody is to be reminded', async () => {
    for (const facts of [[set], [set, begun, suspended], [set, begun, ended], [set, begun, reminded(90)]])
      expect(await tick(justAfter, after(...facts))).toEqual([]);
    expect(await tick(validity.notAfter, after(set, begun, reminded(7)))).toHaveLength(1);
    expect(await tick('2027-03-12T01:00:01.000Z', after(set, begun, reminded(7)))).toEqual([]);
  });
  it('asks about every key, however many there are', async () => {
    const serials = Array.from({ length: 450 }, (_none, index) => `4C${String(index).padStart(4, '0')}`);
    const facts = serials.flatMap((serial) =>
      termLog([{ ...set, data: { ...set.data, serial } }, begun], `renewal.CertificateTerm-${serial}`),
    );
    const sent = await tick(justAfter, facts);
    expect(new Set(sent.map(({ commandId }) => commandId)).size).toBe(450);
  });
});
