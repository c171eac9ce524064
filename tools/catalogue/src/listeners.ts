import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A view, policy or effect and the types of facts it names. */
export interface Listener {
  readonly service: string;
  readonly kind: 'view' | 'policy' | 'effect' | 'publisher';
  readonly name: string;
  readonly names: ReadonlySet<string>;
}

const REACTOR = /^([^/]+)\/src\/.*?([^/]+)\.(view|policy|effect|publisher)\.ts$/;
/** What one source tells to a view stands in a folder beside it where the view would be too long. */
const PART = /^([^/]+)\/src\/views\/([^/]+)\/[^/]+\.parts?\.ts$/;

/** A word in quotes, or the name of a member in a table from facts to what is done with each. */
const NAMED = /'([A-Za-z.0-9]+)'|^ +([A-Z][A-Za-z]+)(?=: )/gm;

/** Cases that the compiler asks for and that tell nothing, or leave a document as it is (`null` takes it away). */
const UNTOLD = /(?:^ *case '[^']+':\n)+ *return null;/gm;
const UNCHANGED = /(?:^ *case '[^']+':\n)+ *return (?!null)[a-z]\w*;/gm;

/** Every reactor of every service with the words that it holds: a fact is listened to where it is named, and not passed over. */
export function listeners(root: string): readonly Listener[] {
  const known = new Map<string, Listener>();
  for (const file of readdirSync(path.join(root, 'services'), { recursive: true, encoding: 'utf8' }).sort()) {
    const [, service = '', name = '', kind = 'view'] = REACTOR.exec(file) ?? PART.exec(file) ?? [];
    if (name === '') continue;
    const text = readFileSync(path.join(root, 'services', file), 'utf8').replaceAll(
      kind === 'publisher' ? UNTOLD : UNCHANGED,
      '',
    );
    const words = [...text.matchAll(NAMED)].map(([, quoted, member]) => quoted ?? (member as string));
    const before = known.get(`${service} ${kind} ${name}`)?.names ?? [];
    const names = new Set([...before, ...words]);
    known.set(`${service} ${kind} ${name}`, { service, kind: kind as Listener['kind'], name, names });
  }
  return [...known.values()];
}
