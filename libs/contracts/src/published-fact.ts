import type { Recorded } from '@ekey/kernel';
import type { z } from 'zod';
import { intakeFacts } from './intake/facts';
import { issuanceFacts } from './issuance/facts';
import { notifyFacts } from './notify/facts';
import { renewalFacts } from './renewal/facts';
import { reviewFacts } from './review/facts';

/** Every published fact, by its type: `<service>.<Name>.v<N>`. The topic is `<service>.events`. */
export const publishedFacts = {
  ...intakeFacts,
  ...reviewFacts,
  ...issuanceFacts,
  ...renewalFacts,
  ...notifyFacts,
} as const;

export type PublishedType = keyof typeof publishedFacts;
export type PublishedData<Type extends PublishedType> = z.infer<(typeof publishedFacts)[Type]>;

/** A fact that another service has published, as `{ type, data }`; a union over the given types. */
export type Published<Type extends PublishedType = PublishedType> = Type extends PublishedType
  ? { readonly type: Type; readonly data: PublishedData<Type> }
  : never;
export type RecordedPublished<Type extends PublishedType> = Recorded<Published<Type>>;
