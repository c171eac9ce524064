import { z } from 'zod';

/** Shapes that answers of every service have in common. */

export const words = z.object({ zh: z.string(), en: z.string() }).meta({
  id: 'Words',
  description: 'The same in Chinese and English.',
  example: { zh: '填写中', en: 'Being filled in' },
});

/** A page of a list. @param id its name among the schemas of the document */
export const pageOf = <Item extends z.ZodType>(id: string, item: Item) =>
  z
    .object({
      items: z.array(item),
      next: z.string().optional().describe('Sent as `after` it brings the next page. Absent on the last.'),
    })
    .meta({ id });

export const jwks = z
  .object({
    keys: z.array(
      z.looseObject({ kty: z.string().optional(), kid: z.string().optional(), alg: z.string().optional() }),
    ),
  })
  .meta({ id: 'JsonWebKeySet', description: 'RFC 7517.' });
