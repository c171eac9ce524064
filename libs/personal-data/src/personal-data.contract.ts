import { accountKey, caseKey, type Sealed } from '@ekey/kernel';
import { KeyErased, KeyMissing, SealBroken, type PersonalData } from './personal-data.port';

/** An open store, and what its owner may do with it beside the port. */
export interface PersonalDataUnderTest {
  readonly personalData: PersonalData;
  /** Closes it and opens it again as a new process would. */
  readonly reopen: () => Promise<PersonalData>;
  /** Loses the key of an owner without a trace, as a backup that is too old does. */
  readonly loseKey: (owner: string) => Promise<void>;
  readonly dispose: () => Promise<void>;
}

const first = caseKey('8b5d4a5e-6d3f-4a7e-9a10-000000000001');
const second = caseKey('8b5d4a5e-6d3f-4a7e-9a10-000000000002');
const account = accountKey('8b5d4a5e-6d3f-4a7e-9a10-0000000000aa');
const AT = '2026-03-02T01:00:00.000Z';
const LATER = '2026-03-03T01:00:00.000Z';

/** What every key store must do. */
export function describePersonalDataContract(name: string, make: () => Promise<PersonalDataUnderTest>): void {
  describe(`personal data (${name})`, () => {
    let under: PersonalDataUnderTest;
    let personalData: PersonalData;
    beforeEach(async () => {
      under = await make();
      personalData = under.personalData;
    });
    afterEach(() => under.dispose());

    const flipped = (sealed: Sealed, at: number): Sealed => {
      const bytes = Buffer.from(sealed.$sealed, 'base64url');
      bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
      return { ...sealed, $sealed: bytes.toString('base64url') };
    };

    describe('sealing a value', () => {
      it.each([['张三'], [''], [0], [null], [{ name: '李四', phones: ['13800000000'] }], [[true, 1.5, '𠮷']]])(
        'gives back %j as it was',
        async (value) => {
          expect(await personalData.open(await personalData.seal(first, 'agent', value))).toEqual(value);
        },
      );

      it('shows nothing of the value, and never the same text twice', async () => {
        const one = await personalData.seal(first, 'idNumber', '110105194912310021');
        const two = await personalData.seal(first, 'idNumber', '110105194912310021');
        expect(one.$sealed).not.toBe(two.$sealed);
        expect(Buffer.from(one.$sealed, 'base64url').includes('110105194912310021')).toBe(false);
        expect({ owner: one.owner, field: one.field }).toEqual({ owner: first, field: 'idNumber' });
      });

      it('refuses what JSON cannot hold', async () => {
        await expect(personalData.seal(first, 'agent', undefined)).rejects.toThrow(TypeError);
      });

      it('works for many owners at once, each under one key however often it is asked for', async () => {
        const owners = Array.from({ length: 50 }, (_none, index) => caseKey(`case-${index % 10}`));
        const sealed = await Promise.all(owners.map((owner, index) => personalData.seal(owner, 'remark', index)));
        expect(await Promise.all(sealed.map((each) => personalData.open(each)))).toEqual(
          owners.map((_owner, index) => index),
        );
      });

      it('can be opened by the next process', async () => {
        const sealed = await personalData.seal(account, 'mail', 'wang@example.cn');
        expect(await (await under.reopen()).open(sealed)).toBe('wang@example.cn');
      });
    });

    describe('a seal that was changed or moved', () => {
      it('is refused for any bit that differs', async () => {
        const sealed = await personalData.seal(first, 'agent', '张三');
        const { length } = Buffer.from(sealed.$sealed, 'base64url');
        for (let at = 0; at < length; at += 1) {
          await expect(personalData.open(flipped(sealed, at))).rejects.toThrow(SealBroken);
        }
      });

      it.each([[''], ['AQ'], ['no base64 at all!'], ['AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA']])(
        'is refused: %j',
        async (text) => {
          await personalData.seal(first, 'agent', '张三');
          await expect(personalData.open({ $sealed: text, owner: first, field: 'agent' })).rejects.toThrow(SealBroken);
        },
      );

      it('does not open as another field', async () => {
        const sealed = await personalData.seal(first, 'agent', '张三');
        await expect(personalData.open({ ...sealed, field: 'holder' })).rejects.toThrow(SealBroken);
        await expect(personalData.open(sealed, 'holder')).rejects.toThrow(SealBroken);
        expect(await personalData.open(sealed, 'agent')).toBe('张三');
      });

      it('does not open as that of another owner', async () => {
        const sealed = await personalData.seal(first, 'agent', '张三');
        await personalData.seal(second, 'agent', '李四');
        await expect(personalData.open({ ...sealed, owner: second })).rejects.toThrow(SealBroken);
      });

      it('does not tell the value in its message', async () => {
        const sealed = await personalData.seal(first, 'agent', '张三');
        const error = await personalData.open(flipped(sealed, 20)).then(String, String);
        expect(error).toContain(first);
        expect(error).not.toContain('张三');
      });
    });

    describe('sealing bytes', () => {
      it('gives them back, empty ones too', async () => {
        for (const bytes of [Buffer.alloc(0), Buffer.from([0, 255, 1]), Buffer.alloc(1 << 20, 7)]) {
          const sealed = await personalData.sealBytes(first, 'scan', bytes);
          expect(sealed.length).toBe(bytes.length + 28);
          expect((await personalData.openBytes(first, 'scan', sealed))?.equals(bytes)).toBe(true);
        }
      });

      it('refuses them under another name, another owner, changed or cut', async () => {
        const sealed = await personalData.sealBytes(first, 'scan', Buffer.from('scan'));
        await personalData.sealBytes(second, 'scan', Buffer.from('scan'));
        const changed = Buffer.from(sealed);
        changed.writeUInt8(changed.readUInt8(14) ^ 0x80, 14);
        await expect(personalData.openBytes(first, 'form', sealed)).rejects.toThrow(SealBroken);
        await expect(personalData.openBytes(second, 'scan', sealed)).rejects.toThrow(SealBroken);
        await expect(personalData.openBytes(first, 'scan', changed)).rejects.toThrow(SealBroken);
        await expect(personalData.openBytes(first, 'scan', sealed.subarray(0, 10))).rejects.toThrow(SealBroken);
      });

      it('does not open a sealed value as bytes', async () => {
        const sealed = await personalData.seal(first, 'scan', '张三');
        const bytes = Buffer.from(sealed.$sealed, 'base64url').subarray(1);
        await expect(personalData.openBytes(first, 'scan', bytes)).rejects.toThrow(SealBroken);
      });
    });

    describe('destroying a key', () => {
      it('erases what it sealed, at once and for every later process', async () => {
        const value = await personalData.seal(first, 'agent', '张三');
        const bytes = await personalData.sealBytes(first, 'scan', Buffer.from('scan'));
        await personalData.erase(first, AT);
        for (const storeOf of [async () => personalData, under.reopen]) {
          const store = await storeOf();
          expect(await store.open(value)).toBeNull();
          expect(await store.openBytes(first, 'scan', bytes)).toBeNull();
          expect(await store.isErased(first)).toBe(true);
        }
      });

      it('leaves the other owners as they are', async () => {
        const kept = await personalData.seal(second, 'agent', '李四');
        await personalData.erase(first, AT);
        expect(await personalData.open(kept)).toBe('李四');
        expect(await personalData.isErased(second)).toBe(false);
      });

      it('lets nothing new be sealed for the owner, in this process or the next', async () => {
        await personalData.seal(first, 'agent', '张三');
        await personalData.erase(first, AT);
        for (const storeOf of [async () => personalData, under.reopen]) {
          const store = await storeOf();
          await expect(store.seal(first, 'agent', '张三')).rejects.toThrow(KeyErased);
          await expect(store.sealBytes(first, 'scan', Buffer.from('scan'))).rejects.toThrow(KeyErased);
        }
      });

      it('may be done again, and for an owner that never had a key', async () => {
        await personalData.erase(first, AT);
        await personalData.erase(first, LATER);
        expect(await personalData.isErased(first)).toBe(true);
        await expect(personalData.seal(first, 'agent', '张三')).rejects.toThrow(KeyErased);
      });

      it('wins over a key that is being made at the same moment', async () => {
        const [sealing] = await Promise.allSettled([
          personalData.seal(first, 'agent', '张三'),
          personalData.erase(first, AT),
        ]);
        if (sealing.status === 'fulfilled') expect(await personalData.open(sealing.value)).toBeNull();
        else expect(sealing.reason).toBeInstanceOf(KeyErased);
        await expect(personalData.seal(first, 'agent', '张三')).rejects.toThrow(KeyErased);
      });
    });

    describe('a key that is merely missing', () => {
      it('is a fault and never an erasure', async () => {
        const value = await personalData.seal(first, 'agent', '张三');
        const bytes = await personalData.sealBytes(first, 'scan', Buffer.from('scan'));
        await under.loseKey(first);
        const store = await under.reopen();
        await expect(store.open(value)).rejects.toThrow(KeyMissing);
        await expect(store.openBytes(first, 'scan', bytes)).rejects.toThrow(KeyMissing);
        expect(await store.isErased(first)).toBe(false);
      });
    });

    describe('a digest', () => {
      it('is the same for the same value, in every process', async () => {
        const digest = personalData.digest('mail', 'wang@example.cn');
        expect(digest).toMatch(/^[0-9a-f]{64}$/);
        expect((await under.reopen()).digest('mail', 'wang@example.cn')).toBe(digest);
      });

      it('keeps purposes and values apart', () => {
        const digests = [
          personalData.digest('mail', 'a'),
          personalData.digest('phone', 'a'),
          personalData.digest('mail', 'b'),
          personalData.digest('maila', ''),
        ];
        expect(new Set(digests).size).toBe(4);
      });
    });
  });
}
