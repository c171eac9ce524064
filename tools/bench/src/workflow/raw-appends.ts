import { closeDatabase, openDatabase } from '@ekey/sqlite';

const SECONDS = 1.5;

/** Appends a second of facts as the logs hold them, each in a transaction of its own that is on disk before the next begins. */
export function rawAppends(file: string): number {
  const database = openDatabase(file, {
    mark: 'EKRW',
    synchronous: 'FULL',
    schema: [
      `CREATE TABLE facts(position INTEGER PRIMARY KEY, stream TEXT NOT NULL, revision INTEGER NOT NULL, fact TEXT NOT NULL,
         UNIQUE (stream, revision)) STRICT`,
    ],
  });
  const insert = database.prepare('INSERT INTO facts(stream, revision, fact) VALUES (?, ?, ?)');
  const fact = JSON.stringify({ text: 'x'.repeat(700) });
  const begun = performance.now();
  let appended = 0;
  for (; performance.now() - begun < SECONDS * 1000; appended += 1)
    insert.run(`bench.Case-${appended % 64}`, Math.floor(appended / 64), fact);
  closeDatabase(database);
  return appended / ((performance.now() - begun) / 1000);
}
