/** Kind of an amendment; no row fails a trigger, whatever stands in it. */
const kind = (row: string) =>
  `iif(json_valid(${row}.amendment), json_extract(${row}.amendment, '$.kind'), '')`

const LOST = `c.state IS NULL AND s.status IN ('SENT_FOR_CARD_PRINTING', 'CARD_PRINTED')`
const PRINTED_SINCE = `c.state = 'granted' AND s.status = 'CARD_PRINTED' AND s.at > (SELECT iif(json_valid(g.bytes), json_extract(g.bytes, '$.at'), s.at)
    FROM print_grant g WHERE g.packet = c.recording AND g.fence = c.fence)`
const CLAIMED = `((${LOST}) OR (${PRINTED_SINCE}))`
const SHIPPED = `(s.status = 'CARD_SHIPPED' AND (c.state IS NULL OR c.state IN ('ordered', 'granted')))`
const READY = `(c.state IS NULL OR (c.state = 'ordered' AND c.order_id IS NULL))`
const ISSUED = `(s.status = 'CARD_ISSUED' AND c.state IS NOT NULL)`
/** A grant that an earlier epoch got: whether it was printed since is not known here. */
const BEFORE = `(c.state = 'granted' AND c.order_epoch IS NOT (SELECT epoch FROM change_counter))`

/**
 * order_epoch: under which epoch an order, or a supervisor's word on it, was given. One of an earlier epoch entitles to nothing after a restore
 * (decision 0248): what was granted waits for its right again. The triggers of migration 17 ask the view by name.
 */
export const ordersOfBefore = {
  version: 29,
  sql: `
ALTER TABLE card ADD COLUMN order_epoch TEXT;
UPDATE card SET order_epoch = (SELECT epoch FROM change_counter) WHERE state IN ('ordered', 'granted')
  AND EXISTS (SELECT 1 FROM row_version v WHERE v.tbl = 'card' AND v.key = json_array(card.recording) AND v.epoch = (SELECT epoch FROM change_counter));
CREATE INDEX card_granted ON card (order_epoch, recording) WHERE state = 'granted';
DROP VIEW card_list_now;
CREATE VIEW card_list_now AS SELECT r.id AS recording,
  CASE WHEN ${ISSUED} THEN 'issued' WHEN ${CLAIMED} THEN 'claimed' WHEN ${SHIPPED} THEN 'printed' WHEN ${READY} THEN 'ready' WHEN ${BEFORE} THEN 'ordered' ELSE c.state END AS state,
  CASE WHEN ${ISSUED} THEN coalesce(c.issued_at, s.at) WHEN ${CLAIMED} OR ${SHIPPED} OR ${READY} THEN s.at
    WHEN c.state = 'printed' THEN coalesce(c.printed_at, c.ordered_at) WHEN c.state = 'issued' THEN coalesce(c.issued_at, c.ordered_at)
    ELSE c.ordered_at END AS since,
  r.rowid AS n,
  r.nik || char(10) || r.name || coalesce((SELECT group_concat(char(10) || k.nik || char(10) || k.name, '') FROM recording k
    WHERE k.amends = r.id AND ${kind('k')} = 'correction'), '') AS text
  FROM recording r JOIN recording_status s ON s.recording = r.id LEFT JOIN card c ON c.recording = r.id
  WHERE r.kind = 'recording'
    AND (c.recording IS NOT NULL OR s.status IN ('PRINT_READY_RECORD', 'SENT_FOR_CARD_PRINTING', 'CARD_PRINTED', 'CARD_SHIPPED'))
    AND NOT EXISTS (SELECT 1 FROM recording v WHERE v.amends = r.id AND ${kind('v')} = 'cancellation');
DELETE FROM card_list WHERE recording IN (SELECT recording FROM card WHERE state = 'granted');
INSERT INTO card_list SELECT * FROM card_list_now WHERE recording IN (SELECT recording FROM card WHERE state = 'granted');
`,
} as const
