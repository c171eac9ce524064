import { atLeastQuery, pageQuery } from '@ekey/platform';
import { z } from 'zod';
import { line, staffId, tokenSerial } from './fields';

export const tokenStates = [
  'in-stock',
  'assigned',
  'personalised',
  'checked',
  'packed',
  'in-transit',
  'at-agency',
  'handed-over',
  'locked',
  'suspended',
  'dead',
  'recalled',
  'handed-in',
  'returned',
  'scrapped',
  'destroyed',
] as const;

export const tokensQuery = z.strictObject({ state: z.enum(tokenStates).optional(), ...pageQuery });
export type TokensQuery = z.infer<typeof tokensQuery>;
export const tokenQuery = z.strictObject(atLeastQuery);
export type TokenQuery = z.infer<typeof tokenQuery>;

export const stockRequest = z.strictObject({ tokenSerial, model: line(60), witness: staffId });
export type StockRequest = z.infer<typeof stockRequest>;
export const scrapRequest = z.strictObject({
  ground: z.enum(['faulty', 'damaged', 'lost', 'inventory']),
  witness: staffId,
});
export type ScrapRequest = z.infer<typeof scrapRequest>;
export const destructionRequest = z.strictObject({ witness: staffId });
export type DestructionRequest = z.infer<typeof destructionRequest>;
