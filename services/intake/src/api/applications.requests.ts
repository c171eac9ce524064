import { z } from 'zod';
import { containsUnsafeCharacter } from '@ekey/identifiers';
import { replacementGround, revocationGround, unlockReason } from '@ekey/contracts';
import { atLeastQuery, bilingual, pageQuery, typedCode } from '@ekey/platform';
import { link, mailed } from './mailed-links.requests';

const MOST_TEXT = 1_000;

const visible = (text: string): boolean => !containsUnsafeCharacter(text);
const invisible = {
  error: bilingual('不得包含控制字符或不可见字符，请删除。', 'Leave out control and invisible characters.'),
};

/** Typed otherwise it would be another key: of an enterprise from before this system one that nobody can suspend. */
export const keyNumber = typedCode(50).pipe(z.string().min(1).refine(visible, invisible));

/** The key (原钥匙) that a replacement is asked for. */
const replacedKey = z
  .strictObject({
    number: keyNumber.describe('钥匙编号, as it stands on the key.'),
    ground: replacementGround.describe(
      '遗失, 损坏, 锁死, 更新失败 of a 补办; a lost key is suspended at once. 证书内容变更 of a 变更.',
    ),
    surplus: z
      .array(keyNumber)
      .max(10)
      .optional()
      .describe(
        'Of a 补办: numbers of further keys that are given up, where the enterprise would have more than three.',
      ),
  })
  .refine(({ number, surplus = [] }) => new Set([number, ...surplus]).size === surplus.length + 1, {
    path: ['surplus'],
    error: bilingual(
      '一并注销的钥匙编号不得重复，也不得是原钥匙编号。',
      'Name each key that is given up once, and not the key itself whose place the new one takes.',
    ),
  });
export type ReplacedKey = z.infer<typeof replacedKey>;

export const startRequest = z
  .strictObject({
    kind: z.enum(['first', 'additional', 'replacement', 'change']),
    uscc: z.string().max(MOST_TEXT),
    usccAsPrinted: z
      .boolean()
      .default(false)
      .describe('The code stands so on the licence although its check character does not match; reviewers verify it.'),
    copyFrom: z
      .uuid()
      .optional()
      .describe('An ended case of the same enterprise, whose form and still valid scans are taken over.'),
    replaces: replacedKey
      .optional()
      .describe('Of a `replacement` or `change`, and of these alone: the key whose place the new one takes.'),
  })
  .meta({
    example: { kind: 'replacement', uscc: '91310115MA1K00007Q', replaces: { number: 'EK26000001', ground: 'lost' } },
  });
export type StartRequest = z.infer<typeof startRequest>;

export const contactRequest = z.strictObject({ mail: z.string().min(1).max(MOST_TEXT) });
export type ContactRequest = z.infer<typeof contactRequest>;

export const unlockRequest = z.strictObject({
  reason: unlockReason.describe('遗忘口令, 连续误输, 经办人变更, 原因不明.'),
});
export type UnlockRequest = z.infer<typeof unlockRequest>;

export const revocationRequest = z.strictObject({
  ground: revocationGround.describe(
    '遗失, 泄露, 信息变更, 损坏, 停用, 企业注销; the first two suspend the key at once.',
  ),
});
export type RevocationRequest = z.infer<typeof revocationRequest>;

export const releaseRequest = z.strictObject({
  reason: z.string().trim().min(5).max(500).refine(visible, invisible),
  applicationId: z
    .uuid()
    .optional()
    .describe('Which case ends; needed where several of the enterprise are under way at the authority.'),
});
export type ReleaseRequest = z.infer<typeof releaseRequest>;

export const activationRequest = z.strictObject({ case: z.uuid(), ...link }).describe(mailed('activation'));
export type ActivationRequest = z.infer<typeof activationRequest>;

export const applicationsQuery = z.strictObject({
  ...pageQuery,
  of: z.enum(['me', 'enterprise']).default('me'),
  uscc: z.string().max(MOST_TEXT).optional().describe('Of this enterprise alone.'),
});
export type ApplicationsQuery = z.infer<typeof applicationsQuery>;
export const applicationQuery = z.strictObject(atLeastQuery);
export type ApplicationQuery = z.infer<typeof applicationQuery>;

export const accountIdParameter = z.object({ account: z.uuid() });
