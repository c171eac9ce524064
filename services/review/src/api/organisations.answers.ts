import { day, instant, pickupPoint } from '@ekey/contracts';
import { pageOf } from '@ekey/platform';
import { z } from 'zod';

/** What the routes of organisations and of the calendar answer. */

const organisationId = z.string();

export const organisation = z
  .object({
    organisationId,
    active: z.boolean(),
    kind: z.enum(['authority', 'provider']).describe('发证机构 or 电子钥匙服务商.'),
    name: z.string(),
    nameEn: z.string().optional(),
    region: z.string().describe('Administrative division, GB/T 2260, 2–6 digits; empty for the provider.'),
    address: z.string(),
    phone: z.string(),
    pickupPoints: z.array(pickupPoint.meta({ id: 'PickupPoint' })),
  })
  .meta({ id: 'Organisation' });
export const organisationsAnswer = pageOf('Organisations', organisation);
export const registeredOrganisation = z.object({ organisationId });

export const calendarAnswer = z
  .object({
    items: z.array(
      z
        .object({
          year: z.int(),
          version: z.string(),
          source: z.string().describe('Title and number of the notice.'),
          days: z
            .record(day, z.object({ workday: z.boolean(), name: z.string().meta({ example: '春节' }) }))
            .describe('The days that differ from Monday to Friday, by date.'),
          edition: z.int().describe('How often the year was loaded; 0 as released.'),
          loadedAt: instant.optional(),
        })
        .meta({ id: 'CalendarYear' }),
    ),
    missing: z.array(z.int()).describe('Years that ought to be known by now.'),
  })
  .meta({ id: 'Calendar' });
