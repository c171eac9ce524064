import type { Kind, SubmittedForm } from '@ekey/contracts';
import type { Bilingual } from '@ekey/identifiers';

/** What is wrong with one field: a stable code, and both languages. `field` is the dotted path of the field. */
export interface FormError extends Bilingual {
  readonly field: string;
  readonly code: string;
}

/** An issuing authority as the form may choose it, with the places where it hands keys over. */
export interface IssuingAuthority {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly pickupPoints: readonly {
    readonly id: string;
    readonly name: string;
    readonly address: string;
    readonly hours: string;
    readonly phone: string;
  }[];
}

/** What the rules need of the world; taken beforehand, so that the same form is always judged the same. */
export interface FormContext {
  readonly kind: Kind;
  /** How many keys the enterprise holds: a renewal is of one that it has. */
  readonly held: number;
  /** The key that a replacement takes the place of. */
  readonly replaces?: NonNullable<SubmittedForm['replaces']>;
  /** The enterprise that the application was started for. */
  readonly uscc: string;
  /** The day in Asia/Shanghai, `YYYY-MM-DD`. */
  readonly today: string;
  /** Those that take applications now. */
  readonly authorities: readonly IssuingAuthority[];
  /** The user name that is assigned where the form names none. */
  readonly assignedLoginName: string;
}

/** What a check makes of a value: its normal form, or why it is refused. */
export type FieldAnswer =
  { readonly ok: true; readonly value: unknown } | ({ readonly ok: false; readonly code: string } & Bilingual);

export interface Choice extends Bilingual {
  readonly code: string;
}

/** One field of the form: what a screen needs to offer it, and the rule that judges it. */
export interface FormField extends Bilingual {
  /** Dotted path in the draft and in the submitted form. */
  readonly path: string;
  readonly type: 'text' | 'choice' | 'choices' | 'flag' | 'number';
  readonly required: boolean;
  /** Applications of these kinds have to answer it although others need not. */
  readonly requiredFor?: readonly Kind[];
  /** In characters. */
  readonly maxLength?: number;
  readonly choices?: readonly Choice[];
  /** The look-up that lists what may be chosen, where the list is not fixed. */
  readonly choicesFrom?: '/api/intake/v1/organisations';
  /** The right form in words. */
  readonly hint?: Bilingual;
  /** `valueAt` gives what was typed in another field, for the few rules that look at a neighbour. */
  readonly check: (value: unknown, context: FormContext, valueAt: (path: string) => unknown) => FieldAnswer;
}

export const fine = (value: unknown): FieldAnswer => ({ ok: true, value });
export const wrong = (code: string, zh: string, en: string): FieldAnswer => ({ ok: false, code, zh, en });
