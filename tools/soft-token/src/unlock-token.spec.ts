import { SoftToken, unlockToken } from '.';

const PINS = { adminPin: 'admin-2026', interimPin: 'Interim-1', newPin: 'Mine-0001' };

async function locked(): Promise<SoftToken> {
  const options = { serialNumber: 'T-1', pin: '20260117', adminPin: PINS.adminPin, stretching: 1024 };
  const { token } = await SoftToken.initialise(options);
  while (token.triesLeft > 0) await token.changePin('wrong-pin', PINS.newPin).catch(() => undefined);
  return token;
}

describe('the unlocking of a token', () => {
  it('ends with a PIN that its holder has chosen', async () => {
    const token = await locked();
    expect(await unlockToken(token, PINS)).toEqual({ outcome: 'unlocked', pinChanged: true });
    await token.changePin(PINS.newPin, 'Mine-0002');
  });
  it('is reported once more where the report was lost', async () => {
    const token = await locked();
    await unlockToken(token, PINS);
    expect(await unlockToken(token, PINS)).toEqual({ outcome: 'unlocked', pinChanged: true });
  });
  it('goes on with the change of the PIN where it was interrupted before that', async () => {
    const token = await locked();
    await token.unblockPin(PINS.adminPin, PINS.interimPin);
    expect(await unlockToken(token, PINS)).toEqual({ outcome: 'unlocked', pinChanged: true });
  });
  it('fails for good where the administrator’s PIN is locked, and not before', async () => {
    const token = await locked();
    for (let left = 5; left > 0; left -= 1)
      await expect(unlockToken(token, { ...PINS, adminPin: 'wrong-admin' })).rejects.toMatchObject({ triesLeft: left });
    expect(await unlockToken(token, { ...PINS, adminPin: 'wrong-admin' })).toEqual({ outcome: 'admin-pin-locked' });
    expect(await unlockToken(token, PINS)).toEqual({ outcome: 'admin-pin-locked' });
  });
});
