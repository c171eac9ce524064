import path from 'node:path';
import { readIfThere, Refusal } from '@ekey/floor';
import type { Config } from '@ekey/platform';
import { filesBelow } from '@ekey/standalone';

/**
 * What is sealed, mailed and signed was so under these secrets and by this authority: another floor can go on with it only
 * where it has the same.
 * @throws Refusal naming the files that are missing or differ, and how to bring them there.
 */
export function refuseOtherSecrets({ DATA_DIR }: Config, to: Config): void {
  const pairs = [
    [path.join(DATA_DIR, 'secrets'), to.SECRETS_DIR ?? ''],
    [path.join(DATA_DIR, 'ca'), to.CA_DIR ?? path.join(to.DATA_DIR, 'issuance', 'ca')],
  ] as const;
  const wrong = pairs.flatMap(([from, into]) => {
    const files = lasting(from).filter((file) => !isSame(path.join(from, file), path.join(into, file)));
    return files.map((file) => `  cp ${path.join(from, file)} ${path.join(into, file)}`);
  });
  if (wrong.length === 0) return;
  throw new Refusal(
    [
      'these secrets of the standalone process must be the distributed floor’s as well; copy them first:',
      ...wrong,
    ].join('\n'),
  );
}

/** Sessions are not moved, and neither are the keys that sign their tokens. */
const lasting = (folder: string): readonly string[] =>
  filesBelow(folder, (name) => !/-tokens\.json$|\.new$/.test(name));

function isSame(file: string, other: string): boolean {
  const bytes = readIfThere(file);
  return bytes !== undefined && readIfThere(other)?.equals(bytes) === true;
}
