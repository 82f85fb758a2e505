import type { Draft, Finger, Thumb } from '../../../contract/enrolment.ts'
import { SLOT_WORDS } from '../../../contract/slot-words.ts'
import { recordAct } from '../../audit/index.ts'
import { refuse } from '../../refuse.ts'
import type { Matcher } from '../../ports.ts'
import type { Station } from '../../station.ts'
import { editDraft, existingDraft } from '../draft/edit.ts'
import { returnDraft } from '../draft/park.ts'
import { captureOf, draftView } from '../draft/rows.ts'
import { checkRead } from './capture.ts'
import { readDevice, type ReadingTimes, within } from './read-device.ts'
import { readyDevice } from './scanners.ts'

const COMPARE_MS = 5000
const USUAL_THUMB: Thumb = 'right-thumb'

/**
 * Ties who has come back to a parked recording by a finger: it is read again, held against the kept one, and let go; whatever the matcher says
 * is in the audit. PARKED-OTHER-FINGER where it is another's, PARKED-FINGER-UNSURE where nobody can say, FINGER-MISSING, and what scanners say.
 */
export async function returnByFinger(
  station: Station,
  id: string,
  finger: Finger,
  times?: ReadingTimes,
): Promise<Draft> {
  const { read, ports, profile } = station
  const row = existingDraft(read, id)
  if (row.parked === null) return draftView(read, row)
  const slot = `finger-${finger}` as const
  const { id: name, en: nameEn } = SLOT_WORDS[slot]
  const kept = captureOf(read, id, slot)
  const { matcher } = ports
  const words = { finger: name, fingerEn: nameEn }
  if (!kept || matcher === null) throw refuse('PARKED-FINGER-UNSURE', words)
  const device = await readyDevice(station, 'finger', times)
  const request = {
    slots: [slot],
    thumb: USUAL_THUMB,
    transaction: id,
    threshold: profile.thresholds.finger,
    previous: row.device_hash,
  }
  const given = await readDevice(station, device, request, new AbortController().signal, times)
  if (given.fault) throw given.fault
  const [result] = given.results
  const checked = result ? await checkRead(station, device.name, result, USUAL_THUMB) : undefined
  if (!checked) throw refuse('FINGER-MISSING', { fingers: name, fingersEn: nameEn, read: 0, wanted: 1 })
  const verdict = await verdictOf(station, matcher, checked.bytes, kept.bytes)
  await editDraft(station, id, (tx) => {
    if (given.hash !== undefined) tx.run('UPDATE draft SET device_hash = ? WHERE id = ?', [given.hash, id])
    recordAct(tx, station, 'draft.finger-compared', id, { slot, device: device.id, verdict })
    return true
  })
  if (verdict === 'different') throw refuse('PARKED-OTHER-FINGER', words)
  if (verdict === null) throw refuse('PARKED-FINGER-UNSURE', words)
  return returnDraft(station, id, true)
}

/** What the matcher says, in time; null where it cannot tell, hangs or fails. */
async function verdictOf(
  { ports }: Pick<Station, 'ports'>,
  matcher: Matcher,
  given: Uint8Array,
  kept: Uint8Array,
): Promise<'same' | 'different' | null> {
  try {
    return (await within(COMPARE_MS, matcher.compare(given, kept))) ?? null
  } catch (error) {
    if (!(error instanceof Error)) throw error
    ports.log.error('matcher failed', { why: error.name })
    return null
  }
}
