import { z } from 'zod';
import { bilingual } from '@ekey/platform';

export const login = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{2,63}$/, {
    error: bilingual('登录名为3–64个字母、数字或 . _ -。', 'A login has 3–64 letters, digits or . _ -.'),
  });
/** Any text may have been a password once; what cannot be one is simply wrong. */
const password = z.string().min(1).max(256);
const newPassword = z
  .string()
  .min(12, { error: bilingual('密码至少12位。', 'A password has at least 12 characters.') })
  .max(256)
  .refine((text) => new Set(text).size >= 6, {
    error: bilingual('密码过于简单，请使用更多不同的字符。', 'Too simple: use more different characters.'),
  });
const code = z.string().regex(/^\d{6}$/, { error: bilingual('动态口令为6位数字。', 'A code has six digits.') });
const anyLogin = z.string().min(1).max(100);

/** `cookies`: the browser is to keep the session in cookies instead of being told the tokens. */
export const logInRequest = z.strictObject({ login: anyLogin, password, code, cookies: z.boolean().default(false) });
export type LogInRequest = z.infer<typeof logInRequest>;

export const confirmationRequest = z.strictObject({ login: anyLogin, password, code });
export type ConfirmationRequest = z.infer<typeof confirmationRequest>;

export const refreshRequest = z.strictObject({ refreshToken: z.string().max(300).optional() }).default({});
export type RefreshRequest = z.infer<typeof refreshRequest>;

export const enrolmentRequest = z.strictObject({ login: anyLogin, oneTimePassword: password, password: newPassword });
export type EnrolmentRequest = z.infer<typeof enrolmentRequest>;

export const passwordRequest = z.strictObject({ login: anyLogin, password, code, newPassword });
export type PasswordRequest = z.infer<typeof passwordRequest>;

export const machineSessionRequest = z.strictObject({ assertion: z.string().min(1).max(4_096) });
export type MachineSessionRequest = z.infer<typeof machineSessionRequest>;
