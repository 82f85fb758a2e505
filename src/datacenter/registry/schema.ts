/**
 * What a site remembers, in words that SQLite and PostgreSQL both take. `report` holds every receipt that this site gave or learnt from
 * the other one, in the order in which it came to know them (`position`): stations read it with a cursor. `record` is the case of one
 * resident: a recording, the amendments to it, and how penunggalan stands.
 */
export const SCHEMA = `
CREATE TABLE IF NOT EXISTS entry (
  packet TEXT NOT NULL, sha256 TEXT NOT NULL, attempt INTEGER NOT NULL, bytes INTEGER NOT NULL, station TEXT NOT NULL,
  epoch TEXT NOT NULL, seq INTEGER NOT NULL, signature TEXT NOT NULL, state TEXT NOT NULL, serial INTEGER,
  PRIMARY KEY (packet, sha256, attempt)
) STRICT;
CREATE TABLE IF NOT EXISTS report (
  position INTEGER PRIMARY KEY, site TEXT NOT NULL, serial INTEGER NOT NULL, packet TEXT NOT NULL, sha256 TEXT NOT NULL,
  attempt INTEGER NOT NULL, grade TEXT NOT NULL, verdict TEXT NOT NULL, at TEXT NOT NULL, term INTEGER NOT NULL,
  station TEXT NOT NULL, bytes TEXT NOT NULL, signature TEXT NOT NULL, UNIQUE (site, serial)
) STRICT;
CREATE INDEX IF NOT EXISTS report_station ON report (station, position);
CREATE INDEX IF NOT EXISTS report_packet ON report (packet);
CREATE TABLE IF NOT EXISTS record (
  packet TEXT PRIMARY KEY, sha256 TEXT NOT NULL, attempt INTEGER NOT NULL, station TEXT NOT NULL, supersedes TEXT, nik TEXT NOT NULL,
  name TEXT NOT NULL, name_key TEXT NOT NULL, birth_date TEXT NOT NULL, mother_key TEXT NOT NULL, complete INTEGER NOT NULL,
  valid INTEGER NOT NULL, status TEXT NOT NULL, status_at TEXT NOT NULL, term INTEGER NOT NULL, due_at TEXT, found TEXT,
  conflict TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS record_nik ON record (nik);
CREATE INDEX IF NOT EXISTS record_person ON record (birth_date, name_key);
CREATE INDEX IF NOT EXISTS record_due ON record (due_at);
CREATE INDEX IF NOT EXISTS record_status_due ON record (status, due_at);
CREATE TABLE IF NOT EXISTS record_finger (
  packet TEXT NOT NULL, finger TEXT NOT NULL, identity TEXT NOT NULL, PRIMARY KEY (packet, finger)
) STRICT;
CREATE INDEX IF NOT EXISTS record_finger_identity ON record_finger (identity);
CREATE TABLE IF NOT EXISTS amendment (packet TEXT PRIMARY KEY, amends TEXT NOT NULL, sha256 TEXT NOT NULL, attempt INTEGER NOT NULL,
  station TEXT NOT NULL, change TEXT NOT NULL, applied INTEGER NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS amendment_amends ON amendment (amends);
CREATE INDEX IF NOT EXISTS record_status ON record (status, status_at);
CREATE TABLE IF NOT EXISTS decision (position INTEGER NOT NULL UNIQUE, site TEXT NOT NULL, number INTEGER NOT NULL, packet TEXT NOT NULL, attempt INTEGER NOT NULL,
  came_from TEXT NOT NULL, decided TEXT NOT NULL, reason TEXT NOT NULL, person TEXT NOT NULL, at TEXT NOT NULL, others TEXT NOT NULL,
  PRIMARY KEY (site, number)) STRICT;
CREATE INDEX IF NOT EXISTS decision_packet ON decision (packet);
CREATE TABLE IF NOT EXISTS certificate (signature TEXT PRIMARY KEY, bytes TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS answer (sequence INTEGER PRIMARY KEY, id TEXT NOT NULL, bag TEXT NOT NULL, at TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS arrival (
  id TEXT PRIMARY KEY, at TEXT NOT NULL, courier TEXT NOT NULL, medium TEXT NOT NULL, slip TEXT NOT NULL, state TEXT NOT NULL, code TEXT,
  station TEXT, epoch TEXT, bag TEXT, sequence INTEGER, series TEXT, part INTEGER, more INTEGER, unused TEXT, received INTEGER,
  refused INTEGER, answer TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS arrival_word (position INTEGER PRIMARY KEY, site TEXT NOT NULL, id TEXT NOT NULL, document TEXT NOT NULL,
  digest TEXT NOT NULL, UNIQUE (site, id, digest)) STRICT;
CREATE TABLE IF NOT EXISTS arrival_orders (id TEXT PRIMARY KEY, orders INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS arrival_numbers (id TEXT PRIMARY KEY, first INTEGER, rest TEXT) STRICT;
CREATE TABLE IF NOT EXISTS central_refusal (packet TEXT NOT NULL, attempt INTEGER NOT NULL, site TEXT NOT NULL, bag TEXT NOT NULL,
  code TEXT NOT NULL, station TEXT NOT NULL, PRIMARY KEY (packet, attempt)) STRICT;
CREATE TABLE IF NOT EXISTS owed (signature TEXT PRIMARY KEY, position INTEGER NOT NULL, document TEXT NOT NULL, tried INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS station_report (
  station TEXT PRIMARY KEY, position INTEGER NOT NULL, seq INTEGER NOT NULL, read_at TEXT NOT NULL, document TEXT NOT NULL, signature TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS print_right (packet TEXT PRIMARY KEY, owner TEXT NOT NULL, fence INTEGER NOT NULL, state TEXT NOT NULL,
  card TEXT, station TEXT, conflict TEXT) STRICT;
CREATE TABLE IF NOT EXISTS print_paper (position INTEGER PRIMARY KEY, site TEXT NOT NULL, packet TEXT NOT NULL, fence INTEGER NOT NULL,
  kind TEXT NOT NULL, bytes TEXT NOT NULL, signature TEXT NOT NULL UNIQUE) STRICT;
CREATE INDEX IF NOT EXISTS print_paper_packet ON print_paper (packet, position);
`
