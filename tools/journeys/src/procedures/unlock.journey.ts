/// <reference types="jest" />
import { refusal } from '../enterprise';
import { until } from '../http-client';
import { isPublished, type KeyOffice } from '../key-office';
import { outcomeOf } from './key-in-use';
import { LockedKey, OWN_PIN, UNLOCK_VERIFICATION, type UnlockCode } from './locked-key';

/** Keys whose PIN was forgotten, unlocked or not. */
export function describeUnlock(on: () => KeyOffice): void {
  const keys: LockedKey[] = [];
  beforeAll(async () => void keys.push(...(await LockedKey.collected(on(), 4))), 120_000);
  /** One about which nobody has done anything yet. */
  const another = (): LockedKey => keys.pop() as LockedKey;

  describe('a key that is locked', () => {
    it('is unlocked after a look at who asks and by which papers, by a code that is told once', async () => {
      const key = another();
      expect(await key.outcome('support', 'unlock', { reference: '来电 1107' })).toBe('204');
      await key.tokenIs('locked');
      expect(await key.outcome('reviewer', 'unlock', { reference: '来电 1108' })).toBe('409 UnlockUnderWay');
      expect(await key.outcome('maker', 'unlock/authorisation')).toBe('409 UnlockNotVerified');
      const inPart = { ...UNLOCK_VERIFICATION, documents: ['business-licence'] };
      expect((await refusal(key.post('secondReviewer', 'unlock/verification', inPart))).body).toMatchObject({
        ...{ status: 422, code: 'UnlockDocumentsMissing' },
        missing: ['stamped-request', 'authorised-user-id'],
      });
      expect(await key.outcome('secondReviewer', 'unlock/verification', UNLOCK_VERIFICATION)).toBe('204');

      const authorises = () => key.post<UnlockCode>('maker', 'unlock/authorisation', {}, 'authorise-this-unlocking');
      const told = await authorises();
      expect([told.status, told.body.expiresAt > on().now()]).toEqual([201, true]);
      expect((await authorises()).body).toEqual(told.body);
      expect(await key.outcome('maker', 'unlock/authorisation')).toBe('409 UnlockAlreadyAuthorised');
      const requestedBy = on().as('support').id;
      expect(await key.listed('authorised')).toMatchObject({ label: '已授权解锁', requestedBy });

      const done = await key.unlock();
      const reports = (code: string, outcome: object) => outcomeOf(key.reports(code, outcome));
      expect(await reports('0000-0000-0000', done)).toBe('422 UnlockCodeWrong');
      expect(await reports(told.body.code, { outcome: 'unlocked' })).toBe('422 PinNotChanged');
      await key.tokenIs('locked');
      expect(await reports(told.body.code.toLowerCase(), done)).toBe('204');
      expect(await reports(told.body.code, done)).toBe('204');
      await key.tokenIs('handed-over');
      expect(await key.listed('unlocked')).toMatchObject({ label: '已解锁', codeExpiresAt: null });
      await key.token.signNonce(OWN_PIN, Buffer.alloc(32));
      const { tokenSerial } = key;
      expect(await isPublished(on(), key.caseId, 'KeyUnlocked')).toMatchObject([{ tokenSerial }]);
    });

    it('stays locked for good where the administrator’s PIN is locked too, and is replaced', async () => {
      const key = another();
      const told = await key.authorised();
      for (let tries = 5; tries > 0; tries -= 1) await key.unlock('wrong-admin').catch(() => undefined);
      const failed = await key.unlock('wrong-admin');
      expect(failed).toEqual({ outcome: 'admin-pin-locked' });
      expect(await outcomeOf(key.reports(told, failed))).toBe('204');
      expect(await key.listed('failed')).toMatchObject({ label: '解锁失败，请办理补办' });
      const refused = await refusal(key.post('support', 'unlock', { reference: '来电 1109' }));
      expect(refused.body).toMatchObject({ status: 409, code: 'AdminPinLocked' });
      expect(JSON.stringify(refused.body)).toContain('请办理补办');
      await key.tokenIs('locked');
    });

    it('is not unlocked where nobody could say who asks, or the request was taken back', async () => {
      const key = another();
      await key.post('support', 'unlock', { reference: '来电 1110' });
      const unknown = { ground: 'identity-not-established' };
      expect(await key.outcome('reviewer', 'unlock/rejection', unknown)).toBe('204');
      const verified = key.outcome('reviewer', 'unlock/verification', UNLOCK_VERIFICATION);
      expect(await verified).toBe('409 UnlockNotRequested');
      const told = await key.authorised();
      expect(await key.outcome('support', 'unlock/cancellation')).toBe('204');
      const done = { outcome: 'unlocked', pinChanged: true };
      expect(await outcomeOf(key.reports(told, done))).toBe('422 UnlockCodeWrong');
    });
  });

  describe('a key that is suspended or revoked', () => {
    it('is not unlocked, and what was authorised before opens nothing', async () => {
      const key = another();
      const told = await key.authorised();
      await key.post('manager', 'suspension', { ground: 'lost' });
      await key.listed('barred');
      expect(await outcomeOf(key.reports(told, await key.unlock()))).toBe('422 UnlockCodeWrong');
      expect(await key.outcome('support', 'unlock', { reference: '来电 1111' })).toBe('409 KeyNotGood');
      await key.tokenIs('suspended');
      await key.post('manager', 'reinstatement', { reference: '到场说明 4' });
      await key.post('reviewer', 'reinstatement/confirmation');
      await key.tokenIs('locked');
      expect(await key.outcome('support', 'unlock', { reference: '来电 1112' })).toBe('204');
      const asked = { ground: 'compromised', requester: 'enterprise', reference: '来函 9' };
      await key.post('reviewer', 'revocation', asked);
      await key.post('reviewer', 'revocation/verification', { identification: 'stamped-letter' });
      await key.post('secondReviewer', 'revocation/execution');
      await key.tokenIs('dead');
      const refused = await until(
        'it is revoked for the unlocking as well',
        () => refusal(key.post('support', 'unlock', { reference: '来电 1113' })),
        ({ body }) => (body as { because?: string }).because === 'revoked',
      );
      expect(refused.body).toMatchObject({ status: 409, code: 'KeyNotGood' });
    });
  });
}
