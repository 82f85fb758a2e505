/**
 * What makes a register of 100,000 letters answer while somebody types: the words of each in one narrow table, which triggers keep
 * whichever of letter and recording comes first, and indexes of what is asked for. Nothing of it travels: it follows from the rows.
 */
export const suketSearch = {
  version: 14,
  sql: `
-- n is the letter's rowid, by which the register is ordered; a store is never VACUUMed.
CREATE TABLE suket_search (n INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;
INSERT INTO suket_search (n, text)
  SELECT s.rowid, s.number || char(10) || r.nik || char(10) || r.name FROM suket s JOIN recording r ON r.id = s.recording;
CREATE TRIGGER suket_search_letter AFTER INSERT ON suket BEGIN
  INSERT OR REPLACE INTO suket_search (n, text)
    SELECT new.rowid, new.number || char(10) || r.nik || char(10) || r.name FROM recording r WHERE r.id = new.recording;
END;
CREATE TRIGGER suket_search_gone AFTER DELETE ON suket BEGIN
  DELETE FROM suket_search WHERE n = old.rowid;
END;
CREATE TRIGGER suket_search_person AFTER INSERT ON recording BEGIN
  INSERT OR REPLACE INTO suket_search (n, text)
    SELECT s.rowid, s.number || char(10) || new.nik || char(10) || new.name FROM suket s WHERE s.recording = new.id;
END;
CREATE TRIGGER suket_search_named AFTER UPDATE OF nik, name ON recording BEGIN
  INSERT OR REPLACE INTO suket_search (n, text)
    SELECT s.rowid, s.number || char(10) || new.nik || char(10) || new.name FROM suket s WHERE s.recording = new.id;
END;
-- The letters that count or ended by time alone.
CREATE INDEX suket_counts ON suket (expires_on) WHERE state IN ('issued', 'reprinted');
CREATE INDEX suket_unprinted ON suket (expires_on) WHERE paper_at IS NULL AND state IN ('issued', 'reprinted');
CREATE INDEX suket_renews ON suket (renews) WHERE renews IS NOT NULL;
-- The recap reads these and no letter.
DROP INDEX suket_issued;
CREATE INDEX suket_issued ON suket (issued_on, issuer, renews);
CREATE INDEX suket_ended ON suket (ended_at, issuer, state) WHERE state IN ('withdrawn', 'void');
`,
} as const
