import { rightForms } from '@ekey/identifiers';
import { z } from 'zod';
import { PASSWORD_RULE } from '../account/passwords';
import { link, mailed } from './mailed-links.requests';
import { base64Text, bilingual } from '@ekey/platform';

const loginName = z.string().regex(/^[A-Za-z][A-Za-z0-9._-]{3,31}$/, {
  error: bilingual(
    '用户名为4至32位字母、数字或 . _ -，以字母开头。',
    'A user name has 4 to 32 letters, digits or . _ - and begins with a letter.',
  ),
});
/** Looser where a name is only looked up: what was never registered is simply unknown. */
const anyLoginName = z.string().min(1).max(200);
const password = z.string().min(1).max(1_000);
/** What JSON Schema cannot say is judged beside it, all of it at once and in words of its own. */
const typed = z.string().max(1_000);
const chosenPassword = typed.describe(PASSWORD_RULE);
const mail = typed.describe(rightForms.emailAddress.en);
const userName = typed.describe(rightForms.personName.en);

export const registration = z.strictObject({ loginName, password: chosenPassword, userName, mail }).meta({
  example: { loginName: 'yuanfan01', password: '一路平安 2026', userName: '李娜', mail: 'lina@example.cn' },
});
export type Registration = z.infer<typeof registration>;

export const logIn = z.strictObject({
  loginName: anyLoginName,
  password,
  cookies: z.boolean().default(false).describe('Keep the session in cookies instead of telling its tokens.'),
});
export type LogIn = z.infer<typeof logIn>;

export const refresh = z.strictObject({ refreshToken: z.string().max(300).optional() }).default({});
export type Refresh = z.infer<typeof refresh>;

export const addressConfirmation = z
  .strictObject({ account: z.uuid(), ...link })
  .describe(mailed('address-confirmation'));
export type AddressConfirmation = z.infer<typeof addressConfirmation>;

export const addressChange = z.strictObject({ mail, password });
export type AddressChange = z.infer<typeof addressChange>;

export const passwordChange = z.strictObject({ password, newPassword: chosenPassword });
export type PasswordChange = z.infer<typeof passwordChange>;

export const resetRequest = z.strictObject({ loginName: anyLoginName });
export type ResetRequest = z.infer<typeof resetRequest>;

export const passwordReset = z
  .strictObject({ ...link, newPassword: chosenPassword })
  .describe(mailed('password-reset'));
export type PasswordReset = z.infer<typeof passwordReset>;

export const acceptance = z
  .strictObject({ invitation: z.uuid(), ...link, loginName, password: chosenPassword, userName })
  .describe(mailed('user-invitation'));
export type Acceptance = z.infer<typeof acceptance>;

export const invitation = z.strictObject({ mail });
export type InvitationRequest = z.infer<typeof invitation>;

export const keyLogIn = z.strictObject({
  nonce: z.string().regex(/^[\w-]{20,100}$/),
  certificate: z.string().min(1).max(16_384).describe('PEM, the signing certificate as it stands in the token.'),
  signature: base64Text(2_048).describe('Over the text of the challenge.'),
});
export type KeyLogInRequest = z.infer<typeof keyLogIn>;
