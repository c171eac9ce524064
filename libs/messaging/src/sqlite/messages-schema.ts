import { WORDS_TABLE, type DatabaseKind } from '@ekey/sqlite';

export const MESSAGES: DatabaseKind = {
  mark: 'EKMS',
  synchronous: 'FULL',
  schema: [
    `CREATE TABLE names (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
     CREATE TABLE messages (
       position INTEGER PRIMARY KEY, topic INTEGER NOT NULL, id ANY NOT NULL, type INTEGER NOT NULL, subject ANY NOT NULL,
       category INTEGER NOT NULL, stream ANY, sequence INTEGER NOT NULL, at INTEGER NOT NULL, correlation ANY NOT NULL,
       causation ANY NOT NULL, data BLOB NOT NULL, checksum INTEGER NOT NULL) STRICT;
     CREATE UNIQUE INDEX message_ids ON messages (topic, id);
     CREATE INDEX messages_of_topic ON messages (topic);
     ${WORDS_TABLE}`,
  ],
};

const COLUMNS = `m.position, m.id, t.name AS type, m.subject, c.name AS category, m.stream, m.sequence, m.at,
  m.correlation, m.causation, m.data, m.checksum`;

// Joined from the left: a message that has lost a name is damage to be told, not to be left out.
export const MESSAGES_AFTER = `
  SELECT ${COLUMNS}
  FROM messages m INDEXED BY messages_of_topic
    LEFT JOIN names t ON t.id = m.type LEFT JOIN names c ON c.id = m.category
  WHERE m.topic = (SELECT id FROM names WHERE name = ?) AND m.position > ? ORDER BY m.position LIMIT ?`;

export const ALL_MESSAGES_AFTER = `
  SELECT ${COLUMNS}, n.name AS topic
  FROM messages m LEFT JOIN names n ON n.id = m.topic LEFT JOIN names t ON t.id = m.type
    LEFT JOIN names c ON c.id = m.category
  WHERE m.position > ? ORDER BY m.position LIMIT ?`;

/** One message of a topic that has lost its name, by a step per topic: nobody who asks for the topic would find it. */
export const NAMELESS_TOPIC = `
  WITH RECURSIVE topics (id) AS (
    SELECT min(topic) FROM messages
    UNION ALL SELECT (SELECT min(topic) FROM messages WHERE topic > topics.id) FROM topics WHERE topics.id IS NOT NULL)
  SELECT min(m.position) AS position FROM topics JOIN messages m ON m.topic = topics.id
  WHERE topics.id NOT IN (SELECT id FROM names)`;
