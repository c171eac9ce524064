import { openSqliteViews, type SqliteViews } from '../sqlite';

/** Views that live in memory, for the tests of what asks them. */
export const memoryViews = (): SqliteViews => openSqliteViews({ database: ':memory:' });
