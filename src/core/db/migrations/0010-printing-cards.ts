/** Cards: their print orders and rights, the ledger of blanks, and the records of what was destroyed. */
export const printingCards = {
  version: 10,
  sql: `
-- One row per recording whose card was asked for. state: ordered, granted, printed, issued. order_id: the order that is open or was printed;
-- null after a misprint. fence: the highest that was seen (formats/print/print.md). report: what the sites have not heard yet.
CREATE TABLE card (
  recording TEXT PRIMARY KEY, state TEXT NOT NULL, order_id TEXT, site TEXT, fence INTEGER NOT NULL, code TEXT, ordered_at TEXT NOT NULL,
  printed_at TEXT, serial TEXT, issued_at TEXT, taken_by TEXT, checked TEXT, report TEXT, report_order TEXT
) STRICT;
CREATE INDEX card_state ON card (state);
CREATE TABLE print_grant (
  packet TEXT NOT NULL, fence INTEGER NOT NULL, site TEXT NOT NULL, bytes TEXT NOT NULL, signature TEXT NOT NULL,
  PRIMARY KEY (packet, fence)
) STRICT;
-- The ledger of blank cards. change: of the stock of good blanks; spoilt: of the stack that is to be destroyed.
CREATE TABLE blank_entry (
  epoch TEXT NOT NULL, n INTEGER NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL, change INTEGER NOT NULL, spoilt INTEGER NOT NULL,
  recording TEXT, note TEXT, destruction TEXT, operator TEXT NOT NULL, PRIMARY KEY (epoch, n)
) STRICT;
CREATE TABLE destruction (
  id TEXT PRIMARY KEY, epoch TEXT NOT NULL, seq INTEGER NOT NULL, at TEXT NOT NULL, cards INTEGER NOT NULL, place TEXT NOT NULL,
  method TEXT NOT NULL, witnesses TEXT NOT NULL, operator TEXT NOT NULL, UNIQUE (epoch, seq)
) STRICT;
`,
} as const
