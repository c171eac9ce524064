import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A view, policy or effect and the types of facts it names. */
export interface Listener {
  readonly service: string;
  readonly kind: 'view' | 'policy' | 'effect' | 'publisher';
  readonly name: string;
  readonly names: ReadonlySet<string>;
}

/** Every reactor of every service with the words in quotes that it holds: a fact is listened to where it is named. */
export function listeners(root: string): readonly Listener[] {
  return readdirSync(path.join(root, 'services'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\/src\/.*\.(view|policy|effect|publisher)\.ts$/.test(file))
    .sort()
    .map((file) => {
      const [, name, kind] = /([^/]+)\.(view|policy|effect|publisher)\.ts$/.exec(file) as unknown as [
        string,
        string,
        Listener['kind'],
      ];
      const text = readFileSync(path.join(root, 'services', file), 'utf8');
      return {
        service: file.split('/')[0] as string,
        kind,
        name,
        names: new Set([...text.matchAll(/'([A-Za-z.0-9]+)'/g)].map((match) => match[1] as string)),
      };
    });
}
