/** A coded answer in both languages. `detail` names the place (an extension, a length), never a person's data and never a secret. */
export interface Wording {
  readonly zh: string;
  readonly en: string;
}

export interface Finding<Code extends string> extends Wording {
  readonly code: Code;
  readonly detail?: string;
}

export interface Refusal<Code extends string> extends Wording {
  readonly rejected: Code;
  readonly detail?: string;
}

export const isRefusal = <Code extends string>(answer: object): answer is Refusal<Code> => 'rejected' in answer;

export function finding<Code extends string>(
  wordings: Record<Code, Wording>,
  code: Code,
  detail?: string,
): Finding<Code> {
  return { code, ...wordings[code], ...(detail === undefined ? {} : { detail }) };
}

export function refusal<Code extends string>(
  wordings: Record<Code, Wording>,
  code: Code,
  detail?: string,
): Refusal<Code> {
  return { rejected: code, ...wordings[code], ...(detail === undefined ? {} : { detail }) };
}
