import { fold } from '@ekey/kernel';
import type { Commands, SessionStore } from '@ekey/platform';
import { meetingAt, MemorySessions } from '@ekey/platform/testing';
import { generate } from 'otplib';
import { hashPassword, newTotpSecret } from './credentials';
import { LogIn, STEP_KIND } from './log-in';
import { staffMember } from './staff-member.decider';
import type { StaffMemberEvent } from './staff-member.events';

const now = '2026-03-02T02:00:00.000Z';
const at = now;
const totpSecret = newTotpSecret();
const code = (offset = 0) => generate({ secret: totpSecret, epoch: Date.parse(now) / 1000 + offset });

const HERE = '192.0.2.1';
const liLei = <Known extends object>(known: Known, address = HERE) => ({ login: 'li.lei', address, ...known });

async function story() {
  const invited: StaffMemberEvent = {
    type: 'StaffMemberInvited',
    data: {
      login: 'li.lei',
      name: '李雷',
      organisationId: null,
      roles: ['SYS'],
      pickupPointIds: [],
      oneTimePasswordHash: await hashPassword('one-time'),
      expiresAt: null,
      at,
    },
  };
  const passwordHash = await hashPassword('his own');
  const started: StaffMemberEvent = { type: 'EnrolmentStarted', data: { passwordHash, totpSecret, at } };
  const confirmed: StaffMemberEvent = { type: 'EnrolmentConfirmed', data: { at } };
  return { invited, started, confirmed };
}

const logInOver = (...facts: readonly StaffMemberEvent[]) => logInOf(new MemorySessions(), facts);

const logInOf = (store: SessionStore, facts: readonly StaffMemberEvent[]) => {
  const loaded = { state: fold(staffMember, facts), revision: facts.length - 1 };
  const commands = { ask: async () => loaded } as unknown as Commands;
  return new LogIn(commands, { digest: (_purpose, value) => value.padEnd(32, '0') }, store);
};

describe('somebody who logs in', () => {
  it('is recognised by both factors, and by each code once', async () => {
    const { invited, started, confirmed } = await story();
    const logIn = logInOver(invited, started, confirmed);
    const given = { password: 'his own', code: await code() };
    expect(await logIn.byBothFactors(liLei(given), now)).toMatchObject({ revision: 2, person: { name: '李雷' } });
    expect(await logIn.byBothFactors(liLei(given), now)).toMatchObject({ fault: 'wrong' });
    expect(await logIn.byBothFactors(liLei({ ...given, code: await code(-30) }), now)).toMatchObject({
      fault: 'wrong',
    });
    expect(await logIn.byBothFactors(liLei({ ...given, code: await code(30) }), now)).toHaveProperty('person');
  });

  it('is recognised by a code in one process alone of two that are given it at once', async () => {
    const { invited, started, confirmed } = await story();
    const store = meetingAt(STEP_KIND, new MemorySessions());
    const processes = [1, 2].map(() => logInOf(store, [invited, started, confirmed]));
    const given = { password: 'his own', code: await code() };
    const found = await Promise.all(processes.map((logIn) => logIn.byBothFactors(liLei(given), now)));
    expect(found.filter((each) => 'person' in each)).toHaveLength(1);
    expect(found.filter((each) => 'fault' in each)).toMatchObject([{ fault: 'wrong' }]);
  });

  it('is not recognised by an older code than one that another process was given', async () => {
    const { invited, started, confirmed } = await story();
    const store = new MemorySessions();
    const [one, other] = [1, 2].map(() => logInOf(store, [invited, started, confirmed])) as [LogIn, LogIn];
    const byCode = async (logIn: LogIn, offset: number) =>
      logIn.byBothFactors(liLei({ password: 'his own', code: await code(offset) }), now);
    expect(await byCode(one, 30)).toHaveProperty('person');
    for (const offset of [0, -30]) expect(await byCode(other, offset)).toMatchObject({ fault: 'wrong' });
  });

  it('is not locked out by tries that nobody could answer', async () => {
    const { invited, started, confirmed } = await story();
    const store = new MemorySessions();
    const commands = { ask: () => Promise.reject(new Error('no answer')) } as unknown as Commands;
    const cutOff = new LogIn(commands, { digest: (_purpose, value) => value.padEnd(32, '0') }, store);
    const given = { password: 'his own', code: await code() };
    for (let n = 0; n < 6; n += 1) await expect(cutOff.byBothFactors(liLei(given), now)).rejects.toThrow('no answer');
    const logIn = logInOf(store, [invited, started, confirmed]);
    expect(await logIn.byBothFactors(liLei(given), now)).toHaveProperty('person');
  });

  it('is refused with one factor alone, not told which was wrong, and locked out in the end', async () => {
    const { invited, started, confirmed } = await story();
    const logIn = logInOver(invited, started, confirmed);
    const tries = [
      { password: 'wrong', code: await code() },
      { password: 'his own', code: '000000' },
      { password: 'one-time', code: await code() },
      { password: '', code: '' },
      { password: 'wrong', code: '' },
    ];
    for (const given of tries) expect(await logIn.byBothFactors(liLei(given), now)).toMatchObject({ fault: 'wrong' });
    expect(await logIn.byBothFactors(liLei({ password: 'his own', code: await code() }), now)).toMatchObject({
      fault: 'locked',
      retryAfterSeconds: 60,
    });
  });

  it('is not locked out by a stranger who tries his login elsewhere, whose whole net is kept waiting', async () => {
    const { invited, started, confirmed } = await story();
    const logIn = logInOver(invited, started, confirmed);
    const guess = (host: number) => liLei({ password: 'a guess', code: '000000' }, `2001:db8:0:1::${host}`);
    for (let host = 1; host <= 5; host += 1)
      expect(await logIn.byBothFactors(guess(host), now)).toMatchObject({ fault: 'wrong' });
    expect(await logIn.byBothFactors(guess(6), now)).toMatchObject({ fault: 'locked' });
    const given = { password: 'his own', code: await code() };
    expect(await logIn.byBothFactors(liLei(given), now)).toHaveProperty('person');
  });

  it('is let in again where his credentials were made anew', async () => {
    const { invited, started, confirmed } = await story();
    const logIn = logInOver(invited, started, confirmed);
    const given = { password: 'his own', code: await code() };
    const guess = liLei({ ...given, password: 'a guess' });
    for (let n = 0; n < 5; n += 1) await logIn.byBothFactors(guess, now);
    expect(await logIn.byBothFactors(liLei(given), now)).toMatchObject({ fault: 'locked' });
    await logIn.unlock('li.lei'.padEnd(32, '0'));
    expect(await logIn.byBothFactors(liLei(given), now)).toHaveProperty('person');
  });

  it('who has not enrolled is told to, if he knows his password', async () => {
    const { invited, started } = await story();
    const first = { password: 'one-time', code: '123456' };
    expect(await logInOver(invited).byBothFactors(liLei(first), now)).toMatchObject({ fault: 'enrolment-needed' });
    const begun = { password: 'his own', code: await code() };
    expect(await logInOver(invited, started).byBothFactors(liLei(begun), now)).toMatchObject({
      fault: 'enrolment-needed',
    });
    expect(await logInOver(invited).byBothFactors(liLei({ ...first, password: 'x' }), now)).toMatchObject({
      fault: 'wrong',
    });
  });

  it('is nobody, inactive, or a machine: the answer is the same', async () => {
    const { invited, started, confirmed } = await story();
    const given = { password: 'his own', code: await code() };
    const withdrawn: StaffMemberEvent = { type: 'AccessWithdrawn', data: { at } };
    const logIns = [logInOver(), logInOver(invited, started, confirmed, withdrawn)];
    for (const logIn of logIns) expect(await logIn.byBothFactors(liLei(given), now)).toMatchObject({ fault: 'wrong' });
  });
});

describe('somebody who enrols', () => {
  it('proves his one-time password, as long as he has not enrolled', async () => {
    const { invited, started, confirmed } = await story();
    expect(await logInOver(invited).byOneTimePassword(liLei({ password: 'one-time' }), now)).toHaveProperty('person');
    expect(await logInOver(invited, started).byOneTimePassword(liLei({ password: 'one-time' }), now)).toHaveProperty(
      'person',
    );
    expect(await logInOver(invited).byOneTimePassword(liLei({ password: 'wrong' }), now)).toMatchObject({
      fault: 'wrong',
    });
    expect(
      await logInOver(invited, started, confirmed).byOneTimePassword(liLei({ password: 'one-time' }), now),
    ).toMatchObject({
      fault: 'wrong',
    });
  });

  it('then both new factors', async () => {
    const { invited, started, confirmed } = await story();
    const given = { password: 'his own', code: await code() };
    expect(await logInOver(invited, started).byBothFactors(liLei(given), now, 'enrolling')).toHaveProperty('person');
    const over = logInOver(invited, started, confirmed);
    expect(await over.byBothFactors(liLei(given), now, 'enrolling')).toMatchObject({ fault: 'wrong' });
  });
});
