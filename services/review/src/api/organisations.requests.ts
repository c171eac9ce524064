import { z } from 'zod';
import { atLeastQuery, bilingual, pageQuery } from '@ekey/platform';

const text = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .regex(/^[^\p{Cc}\p{Cf}\p{Cs}]*$/u, {
      error: bilingual('不得包含控制字符或不可见字符，请删除。', 'Leave out control and invisible characters.'),
    });
const phone = z.string().regex(/^[0-9+][0-9 ()-]{4,29}$/, {
  error: bilingual('电话号码格式不正确。', 'This is not a telephone number.'),
});

const pickupPoint = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,50}$/, {
    error: bilingual('编号为1–50个小写字母、数字或 -。', 'An id has 1–50 lower-case letters, digits or -.'),
  }),
  name: text(100),
  address: text(200),
  hours: text(100),
  phone,
});
const profile = {
  name: text(100),
  nameEn: text(200).optional(),
  region: z
    .string()
    .regex(/^(\d{2}|\d{4}|\d{6})?$/, {
      error: bilingual('行政区划代码为2、4或6位数字。', 'An administrative division has 2, 4 or 6 digits.'),
    })
    .default(''),
  address: text(200),
  phone,
  pickupPoints: z.array(pickupPoint).max(50).default([]),
};

export const registrationRequest = z.strictObject({ kind: z.enum(['authority', 'provider']), ...profile });
export type RegistrationRequest = z.infer<typeof registrationRequest>;

export const profileRequest = z.strictObject(profile);
export type ProfileRequest = z.infer<typeof profileRequest>;

export const organisationsQuery = z.strictObject({ kind: z.enum(['authority', 'provider']).optional(), ...pageQuery });
export type OrganisationsQuery = z.infer<typeof organisationsQuery>;

export const organisationQuery = z.strictObject(atLeastQuery);
export type OrganisationQuery = z.infer<typeof organisationQuery>;
