import { waitsForApproval } from '../exceptions/sealed.ts'

/** Amendments that are sent before what they amend; a further capture may follow it. */
const FIRST = `('correction', 'approval', 'cancellation')`

/** An amendment that was begun and is not sealed: its draft. @param packet an SQL expression: the recording's id */
export const isBeingAmended = (packet: string) =>
  `EXISTS (SELECT 1 FROM draft h WHERE h.amends = ${packet} AND json_extract(h.amendment, '$.kind') IN ${FIRST})`

/**
 * SQL: whether a sealed packet must stay here, by hand and by line: its exceptions wait for a penyelia, or somebody is amending it. The
 * uncorrected original never goes out alone. @param packet an SQL expression: the recording's id
 */
export function isHeldBack(packet: string): string {
  return `(${waitsForApproval(packet)} OR ${isBeingAmended(packet)})`
}

/** SQL: ids of all that is held back; `id`. They are few: what was never approved, and what is being amended just now. */
export const HELD_BACK = `SELECT recording AS id FROM recording_exception WHERE approved_by IS NULL
  UNION SELECT amends FROM draft WHERE amends IS NOT NULL AND json_extract(amendment, '$.kind') IN ${FIRST}`

/**
 * SQL: whether an amendment of a packet has no receipt for its present attempt. By line it goes first, so that nothing is done with the
 * uncorrected original anywhere; a post that holds it has it too. @param packet, site SQL expressions: the recording's id, the site's code
 */
export function isAmendmentUnsent(packet: string, site: string): string {
  return `EXISTS (SELECT 1 FROM recording n JOIN recording_status ns ON ns.recording = n.id WHERE n.amends = ${packet}
    AND json_extract(n.amendment, '$.kind') IN ${FIRST}
    AND NOT EXISTS (SELECT 1 FROM receipt nc WHERE nc.packet = n.id AND nc.attempt = ns.attempt)
    AND NOT EXISTS (SELECT 1 FROM post_receipt np WHERE np.packet = n.id AND np.attempt = ns.attempt AND np.site = ${site}))`
}
