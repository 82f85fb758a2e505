/** The desk's queue and daybook: one row per number drawn. */
export const enrolmentDesk = {
  version: 3,
  sql: `
CREATE TABLE queue_ticket (
  id TEXT PRIMARY KEY, epoch TEXT NOT NULL, day TEXT NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL, nik TEXT, phone TEXT,
  purpose TEXT NOT NULL, priority TEXT, state TEXT NOT NULL, calls INTEGER NOT NULL DEFAULT 0, created_at TEXT NOT NULL,
  called_at TEXT, called_by TEXT, draft TEXT, done_at TEXT, note TEXT, UNIQUE (epoch, day, number)
) STRICT;
CREATE INDEX queue_ticket_state ON queue_ticket (state, day);
CREATE INDEX queue_ticket_day ON queue_ticket (day);
CREATE INDEX queue_ticket_draft ON queue_ticket (draft);
`,
} as const
