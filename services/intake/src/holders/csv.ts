/** One record of a CSV file: where it begins, and its fields as they were meant. */
export interface CsvRecord {
  /** The first is line 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

/** A quotation mark that nothing closes, or that stands where none may. */
export interface CsvFault {
  readonly line: number;
  readonly fault: 'quote-not-closed' | 'text-after-quote';
}

/**
 * RFC 4180, and what programs make of it: any of the three line ends, empty lines passed over.
 * @param delimiter one character
 */
export function parseCsv(
  text: string,
  delimiter: string,
): { readonly records: readonly CsvRecord[]; readonly faults: readonly CsvFault[] } {
  const records: CsvRecord[] = [];
  const faults: CsvFault[] = [];
  let line = 1;
  let at = 0;

  /** A quoted field from its opening mark on. */
  const quoted = (begun: number): string => {
    let field = '';
    for (at += 1; at < text.length; at += 1) {
      const char = text.charAt(at);
      if (char === '"' && text.charAt(at + 1) === '"') at += 1;
      else if (char === '"') {
        at += 1;
        if (!isEnd(at)) faults.push({ line: begun, fault: 'text-after-quote' });
        return field + bare();
      }
      if (isLineEnd(at)) line += 1;
      field += char;
    }
    faults.push({ line: begun, fault: 'quote-not-closed' });
    return field;
  };
  const bare = (): string => {
    const from = at;
    while (!isEnd(at)) at += 1;
    return text.slice(from, at);
  };
  /** A line feed counts with the carriage return before it as one end. */
  const isLineEnd = (index: number): boolean =>
    text.charAt(index) === '\n' || (text.charAt(index) === '\r' && text.charAt(index + 1) !== '\n');
  const isEnd = (index: number): boolean =>
    index >= text.length || [delimiter, '\n', '\r'].includes(text.charAt(index));

  while (at < text.length) {
    const begun = line;
    const fields: string[] = [];
    for (;;) {
      fields.push(text.charAt(at) === '"' ? quoted(line) : bare());
      if (text.charAt(at) !== delimiter) break;
      at += 1;
    }
    if (text.startsWith('\r\n', at)) at += 1;
    if (at < text.length) at += 1;
    line += 1;
    if (fields.some((field) => field.trim() !== '')) records.push({ line: begun, fields });
  }
  return { records, faults };
}

const UTF_16LE = Buffer.from([0xff, 0xfe]);

/**
 * The text of a file as Excel and its relatives write it: UTF-8 with or without byte order mark, UTF-16 with one, or the
 * national encoding of China (GB 18030), which is what bytes are that are no UTF-8.
 */
export function decodedCsv(bytes: Buffer): string {
  if (bytes.subarray(0, 2).equals(UTF_16LE)) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
