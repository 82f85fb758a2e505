/** The acts of the audit that a recording's history shows, and the names of their words. */
const ACTS = {
  'draft.started': 'started',
  'draft.from-folder': 'fromFolder',
  'draft.biodata': 'biodata',
  'draft.capture': 'capture',
  'draft.exception': 'exception',
  'draft.confirmed': 'confirmed',
  'draft.unconfirmed': 'unconfirmed',
  'draft.reading': 'reading',
  'draft.field-confirmed': 'fieldConfirmed',
  'draft.reasons': 'reasons',
  'draft.alike': 'alike',
  'draft.parked': 'parked',
  'draft.returned': 'returned',
  'draft.finger-compared': 'fingerCompared',
  'recording.compared': 'compared',
  'draft.document': 'document',
  'draft.document-removed': 'documentRemoved',
  'draft.photo-approved': 'photoApproved',
  'draft.photo-refused': 'photoRefused',
  'draft.photo-only': 'photoOnly',
  'draft.exceptions-approved': 'exceptionsApproved',
  'recording.exceptions-approved': 'exceptionsApproved',
  'draft.by-resident': 'byResident',
  'draft.truth': 'truth',
  'draft.truth-withdrawn': 'truthWithdrawn',
  'draft.discarded': 'discarded',
  'recording.sealed': 'sealed',
  'recording.read': 'read',
  'recording.amending': 'amending',
  'recording.amended': 'amended',
  'recording.proof': 'proof',
  'receipt.filed': 'receipt',
  'suket.issue': 'suketIssued',
  'suket.save': 'suketSaved',
  'suket.print-done': 'suketPrinted',
  'card.asked': 'cardAsked',
  'card.asked-settled': 'cardAskedSettled',
  'card.slip': 'cardSlip',
} as const

export type ActKey = (typeof ACTS)[keyof typeof ACTS]

/** The name of an act's words; null for an act that has none here: it is shown as it stands in the audit. */
export function actKey(act: string): ActKey | null {
  return Object.hasOwn(ACTS, act) ? ACTS[act as keyof typeof ACTS] : null
}
