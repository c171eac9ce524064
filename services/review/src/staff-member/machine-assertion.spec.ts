import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { Commands, SessionStore } from '@ekey/platform';
import { meetingAt, MemorySessions } from '@ekey/platform/testing';
import { ASSERTION_AUDIENCE, ASSERTION_KIND, assertedMachine } from './machine-assertion';

const now = '2026-03-02T02:00:00.000Z';
const seconds = Date.parse(now) / 1_000;

describe('an assertion by which a machine logs in', () => {
  let sessions: SessionStore;
  let commands: Pick<Commands, 'ask'>;
  let active: boolean;
  let signed: (jti: string, audience?: string) => Promise<string>;
  beforeEach(async () => {
    const { publicKey, privateKey } = await generateKeyPair('EdDSA');
    const machine = { status: 'machine', publicKey: await exportJWK(publicKey) };
    active = true;
    commands = { ask: async () => ({ state: { ...machine, active }, revision: 0 }) } as unknown as Commands;
    sessions = new MemorySessions();
    signed = (jti, audience = ASSERTION_AUDIENCE) =>
      new SignJWT({ jti })
        .setProtectedHeader({ alg: 'EdDSA' })
        .setIssuer('line-1')
        .setSubject('line-1')
        .setAudience(audience)
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + 60)
        .sign(privateKey);
  });

  /** As any process of the service does. */
  const given = (assertion: string) => assertedMachine(assertion, now, { commands, sessions });

  it('is good once, in one process alone of two that are given it at once', async () => {
    sessions = meetingAt(ASSERTION_KIND, sessions);
    const assertion = await signed('assertion-1');
    const found = await Promise.all([given(assertion), given(assertion)]);
    expect(found.filter((each) => each !== null)).toMatchObject([{ machineId: 'line-1' }]);
    expect(await given(assertion)).toBeNull();
    expect(await given(await signed('assertion-2'))).toMatchObject({ machineId: 'line-1' });
  });

  it('is not used up by one that is not meant for us', async () => {
    expect(await given(await signed('assertion-1', 'somebody else'))).toBeNull();
    expect(await given(await signed('assertion-1'))).toMatchObject({ machineId: 'line-1' });
  });

  it('is of no use to a machine that was deactivated', async () => {
    active = false;
    expect(await given(await signed('assertion-1'))).toBeNull();
  });
});
