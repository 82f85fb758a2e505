/**
 * Old and new values of acts, each sealed under the key of its case, and the keys: wrapped to the recovery recipient where they travel, bare
 * in this machine's encrypted database alone. A destroyed key comes back by no statement of ours (decision 67).
 */
export const auditValues = {
  version: 19,
  sql: `
CREATE TABLE audit_key (
  id TEXT PRIMARY KEY, subject TEXT NOT NULL, epoch TEXT NOT NULL, wrapped BLOB, made_at TEXT NOT NULL, destroyed_at TEXT
) STRICT;
CREATE INDEX audit_key_subject ON audit_key (subject);
CREATE TABLE audit_value (
  epoch TEXT NOT NULL, seq INTEGER NOT NULL, key TEXT NOT NULL, sealed BLOB NOT NULL, PRIMARY KEY (epoch, seq)
) STRICT;
CREATE INDEX audit_value_key ON audit_value (key);
CREATE TABLE audit_gone (key TEXT PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL) STRICT;
-- Not replicated.
CREATE TABLE audit_key_here (id TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
CREATE TRIGGER audit_gone_keeps BEFORE UPDATE ON audit_gone BEGIN SELECT RAISE(ABORT, 'a destruction is append-only'); END;
CREATE TRIGGER audit_gone_stays BEFORE DELETE ON audit_gone BEGIN SELECT RAISE(ABORT, 'a destruction is append-only'); END;
CREATE TRIGGER audit_gone_insert AFTER INSERT ON audit_gone BEGIN
  DELETE FROM audit_key_here WHERE id = new.key;
  UPDATE audit_key SET wrapped = NULL, destroyed_at = new.at WHERE id = new.key AND destroyed_at IS NULL;
  UPDATE change SET row = json_set(row, '$.wrapped', NULL, '$.destroyed_at', new.at)
    WHERE tbl = 'audit_key' AND key = json_array(new.key) AND op = 'put';
END;
`,
} as const
