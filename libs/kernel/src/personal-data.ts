import type { Fact } from './fact';

/** Whose key seals a value: one key per case and one per account. Destroying the key erases what it sealed, everywhere. */
export type KeyOwner = `case:${string}` | `account:${string}`;

/**
 * A value that only the holder of its owner's key can read (AES-256-GCM; the owner and the field's name are authenticated).
 * This is the only shape in which a person's data stand in a store, a topic or a view.
 */
export interface Sealed {
  readonly $sealed: string;
  readonly owner: KeyOwner;
  readonly field: string;
}

/** Which fields of which facts are personal, declared beside the facts. A declared field is sealed whole, whatever its shape. */
export interface PersonalData<Event extends Fact> {
  /** Whose key seals the fields of this fact of the stream `<category>-<streamId>`. */
  readonly owner: (event: Event, streamId: string) => KeyOwner;
  readonly fields: {
    readonly [Type in Event['type']]?: readonly (keyof Extract<Event, { type: Type }>['data'] & string)[];
  };
}

export const isSealed = (value: unknown): value is Sealed =>
  typeof value === 'object' && value !== null && typeof (value as Sealed).$sealed === 'string';

export const caseKey = (caseId: string): KeyOwner => `case:${caseId}`;
export const accountKey = (accountId: string): KeyOwner => `account:${accountId}`;

/** The fact as subscriptions deliver it: each personal field sealed, or `null` where nothing was given. */
export type AsStored<Event extends Fact, Declared extends PersonalData<Event>> = Event extends Fact
  ? {
      readonly type: Event['type'];
      readonly data: {
        readonly [Field in keyof Event['data']]: Field extends PersonalFieldOf<Declared, Event['type']>
          ? Sealed | Extract<Event['data'][Field], null | undefined>
          : Event['data'][Field];
      };
    }
  : never;

type PersonalFieldOf<Declared, Type extends string> = Declared extends { readonly fields: infer Fields }
  ? Type extends keyof Fields
    ? Fields[Type] extends readonly (infer Field)[]
      ? Field
      : never
    : never
  : never;
