const SHIPPED = `s.status = 'CARD_SHIPPED' AND (c.state IS NULL OR c.state = 'ordered')`
const READY = `(c.state IS NULL OR (c.state = 'ordered' AND c.order_id IS NULL))`

/** Kind of an amendment; no row fails a trigger, whatever stands in it. */
const kind = (row: string) =>
  `iif(json_valid(${row}.amendment), json_extract(${row}.amendment, '$.kind'), '')`

/** Cards that another place printed and sent here are handed over here too (decision 0211). The triggers of migration 17 ask the view by name. */
export const shippedCards = {
  version: 23,
  sql: `
DROP VIEW card_list_now;
CREATE VIEW card_list_now AS SELECT r.id AS recording,
  CASE WHEN ${SHIPPED} THEN 'printed' WHEN ${READY} THEN 'ready' ELSE c.state END AS state,
  CASE WHEN ${SHIPPED} OR ${READY} THEN s.at WHEN c.state = 'printed' THEN coalesce(c.printed_at, c.ordered_at)
    WHEN c.state = 'issued' THEN coalesce(c.issued_at, c.ordered_at) ELSE c.ordered_at END AS since,
  r.rowid AS n,
  r.nik || char(10) || r.name || coalesce((SELECT group_concat(char(10) || k.nik || char(10) || k.name, '') FROM recording k
    WHERE k.amends = r.id AND ${kind('k')} = 'correction'), '') AS text
  FROM recording r JOIN recording_status s ON s.recording = r.id LEFT JOIN card c ON c.recording = r.id
  WHERE r.kind = 'recording' AND (c.recording IS NOT NULL OR s.status IN ('PRINT_READY_RECORD', 'CARD_SHIPPED'))
    AND NOT EXISTS (SELECT 1 FROM recording v WHERE v.amends = r.id AND ${kind('v')} = 'cancellation');
DELETE FROM card_list WHERE recording IN (SELECT recording FROM recording_status WHERE status = 'CARD_SHIPPED');
INSERT INTO card_list SELECT * FROM card_list_now WHERE recording IN (SELECT recording FROM recording_status WHERE status = 'CARD_SHIPPED');
`,
} as const
