import { kind, listedReason, pickupPoint, prescription, slot } from '@ekey/contracts';
import { words } from '@ekey/platform';
import { z } from 'zod';

/** What anybody may know. */

const coded = { code: z.string(), zh: z.string(), en: z.string() };
const choice = z.object(coded).meta({ id: 'Choice' });

export const guidance = z
  .object({
    version: z.int().describe('Of the wording.'),
    title: words,
    eligibility: words,
    times: words,
    notes: z.array(words),
    terms: z.object({
      idleDays: z.int().describe('After so many days without a change by the applicant a case ends by itself.'),
      activationDays: z.int().describe('How long the link of an activation mail is good.'),
      preVerificationWorkingDays: z.int(),
      reVerificationAndMakingWorkingDays: z.int(),
    }),
    contact: z.object({ hotline: z.string(), portal: z.string(), service: z.string(), provider: z.string() }),
    consents: z.array(z.object({ ...coded, version: z.int() })).describe('A submission names each with its version.'),
    documents: z.array(z.object({ slot, ...prescription })),
    limits: z.object({
      image: z.object({
        bytes: z.int(),
        pixels: z.int().describe('Width times height.'),
        side: z.int().describe('The longer side, in pixels.'),
        types: z.array(z.string()).describe('Media types.'),
      }),
      advisedLongSide: z.int().describe('A shorter one is accepted with a warning.'),
      pages: z.int().describe('Of one document.'),
    }),
    userAgreementVersion: z.string(),
    statuses: z.array(z.object(coded)).describe('Every status that an application may have.'),
  })
  .meta({ id: 'Guidance', description: '须知, limits, times and contacts.' });

export const licenceTypesAnswer = z.object({ items: z.array(choice) });

export const organisationsAnswer = z.object({
  items: z.array(
    z
      .object({
        id: z.string().describe('What the form names as `agencyId`.'),
        name: z.string(),
        nameEn: z.string().nullable(),
        region: z.string().describe('Administrative division, GB/T 2260.'),
        address: z.string(),
        phone: z.string(),
        pickupPoints: z.array(pickupPoint.meta({ id: 'PickupPoint' })),
      })
      .meta({ id: 'IssuingAuthority', description: '发证机构.' }),
  ),
});

export const formSchemaAnswer = z.object({
  fields: z.array(
    z
      .object({
        path: z.string().describe('Dotted, in the draft and in the submitted form.'),
        zh: z.string(),
        en: z.string(),
        type: z.enum(['text', 'choice', 'choices', 'flag', 'number']),
        required: z.boolean(),
        requiredFor: z.array(kind).optional().describe('Kinds that have to answer it although others need not.'),
        maxLength: z.int().optional().describe('In characters.'),
        choices: z.array(choice).optional(),
        choicesFrom: z.string().optional().describe('The look-up that lists the choices, where they are not fixed.'),
        hint: words.optional().describe('The right form in words.'),
        printedOn: z.array(z.string()).describe('The printouts that show it.'),
        contact: z.boolean().describe('Contact data: may be changed alone, without a new key.'),
      })
      .meta({ id: 'FormField' }),
  ),
});

export const rejectionReasonsAnswer = z.object({ items: z.array(listedReason) });
