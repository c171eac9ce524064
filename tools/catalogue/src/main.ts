import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { publishedFacts, type PublishedType } from '@ekey/contracts';
import { asyncApi, dataSchema, renderCatalogue } from './catalogue';
import { listeners } from './listeners';
import { breaches, lockOf, type Lock } from './lock';
import { storedFacts } from './stored-facts';

/** What the generated documents hold now, by path from the root. */
export function generated(root: string): { documents: Readonly<Record<string, string>>; broken: readonly string[] } {
  const stored = storedFacts(root);
  const published = Object.fromEntries(
    (Object.keys(publishedFacts) as PublishedType[]).map((type) => [type, dataSchema(type)]),
  );
  const lockFile = path.join(root, 'events.lock.json');
  const released = existsSync(lockFile) ? (JSON.parse(readFileSync(lockFile, 'utf8')) as Lock) : {};
  const lock = lockOf(stored, published, released);
  return {
    documents: {
      'docs/event-catalogue.md': renderCatalogue(stored, listeners(root)),
      'docs/asyncapi.json': `${JSON.stringify(asyncApi(), null, 1)}\n`,
      'events.lock.json': `{\n${Object.entries(lock)
        .map(([name, schema]) => `${JSON.stringify(name)}: ${JSON.stringify(schema)}`)
        .join(',\n')}\n}\n`,
    },
    broken: breaches(released, lock),
  };
}

/** `npm run catalogue`: writes them; refuses where a released version would change. */
function main(): void {
  const root = path.resolve(__dirname, '../../..');
  const { documents, broken } = generated(root);
  if (broken.length > 0) {
    process.stderr.write(`${broken.join('\n')}\n`);
    process.exit(1);
  }
  for (const [file, text] of Object.entries(documents)) writeFileSync(path.join(root, file), text);
}

if (require.main === module) main();
