/** Looks for values in bytes: as they are, escaped as in JSON, in hexadecimal, and in base64 wherever in its groups of three bytes they begin. */
export class Traces {
  private readonly forms: readonly { readonly value: string; readonly form: Buffer }[];

  constructor(values: readonly string[]) {
    this.forms = values.flatMap((value) => formsOf(value).map((form) => ({ value, form: Buffer.from(form) })));
  }

  /** @returns the values that are found, each once. */
  in(bytes: Buffer): readonly string[] {
    return [...new Set(this.forms.filter(({ form }) => bytes.includes(form)).map(({ value }) => value))];
  }
}

function formsOf(value: string): readonly string[] {
  const bytes = Buffer.from(value);
  const escaped = [...value].map(escape).join('');
  const hex = bytes.toString('hex');
  return [...new Set([value, escaped, hex, hex.toUpperCase(), ...[0, 1, 2].flatMap((lead) => inBase64(bytes, lead))])];
}

/** `\u4e2d`, as JSON writes what is not ASCII where it is told to. */
const escape = (character: string): string =>
  character < '\x80'
    ? character
    : [...character]
        .flatMap((each) => each.split(''))
        .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
        .join('');

/** The letters of base64 and base64url that stand for these bytes alone, where `lead` bytes of their group stand before them. */
function inBase64(bytes: Buffer, lead: number): readonly string[] {
  const whole = Buffer.concat([Buffer.alloc(lead), bytes]);
  const from = Math.ceil((lead * 8) / 6);
  const to = Math.floor((whole.length * 8) / 6);
  return (['base64', 'base64url'] as const).map((alphabet) => whole.toString(alphabet).slice(from, to));
}
