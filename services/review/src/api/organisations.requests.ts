import { z } from 'zod';
import { atLeastQuery, bilingual, pageQuery } from '@ekey/platform';
import { line } from './fields';

const phone = z.string().regex(/^[0-9+][0-9 ()-]{4,29}$/, {
  error: bilingual('电话号码格式不正确。', 'This is not a telephone number.'),
});

const pickupPoint = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,50}$/, {
    error: bilingual('编号为1–50个小写字母、数字或 -。', 'An id has 1–50 lower-case letters, digits or -.'),
  }),
  name: line(100),
  address: line(200),
  hours: line(100),
  phone,
});
const profile = {
  name: line(100),
  nameEn: line(200).optional(),
  region: z
    .string()
    .regex(/^(\d{2}|\d{4}|\d{6})?$/, {
      error: bilingual('行政区划代码为2、4或6位数字。', 'An administrative division has 2, 4 or 6 digits.'),
    })
    .default(''),
  address: line(200),
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
