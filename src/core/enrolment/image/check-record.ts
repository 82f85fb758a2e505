import type { Slot } from '../../../contract/enrolment.ts'
import { FINGER_RECORD, IRIS_RECORD } from '../slots.ts'
import { runImageJob, unreadable } from './check.ts'
import type { WhyNot } from './header.ts'
import type { ReadRecord, RecordKind } from './record.ts'

const LETTERS = ['FIR\0', 'IIR\0']

/** Whether a file calls itself a record of ISO 19794-4 or -6. */
export function isRecord(bytes: Uint8Array): boolean {
  return LETTERS.includes(Buffer.from(bytes.subarray(0, 4)).toString('latin1'))
}

/** Whether a record really holds one picture of its kind that decodes, in a process that may die. CAPTURE-UNREADABLE. */
export async function checkRecord(
  slot: Slot,
  kind: RecordKind,
  bytes: Uint8Array,
): Promise<{ readonly media: string; readonly preview: Uint8Array }> {
  const refusal = (why: WhyNot, cause?: unknown) => unreadable(slot, why, cause)
  const result = (await runImageJob({ do: 'record', bytes, kind }, refusal)) as ReadRecord | WhyNot
  if ('why' in result) throw refusal(result)
  return { media: kind === 'finger' ? FINGER_RECORD : IRIS_RECORD, preview: result.preview }
}
