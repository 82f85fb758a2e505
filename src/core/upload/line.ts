import { type LineSettings, lineSettingsSchema } from '../../contract/upload.ts'
import { recordAct } from '../audit/index.ts'
import type { ReadDb } from '../db/handles.ts'
import { localValue, setLocal } from '../db/local.ts'
import { refuse } from '../refuse.ts'
import type { Station } from '../station.ts'
import { FREE_LINE } from './pace.ts'

/** How this machine uses its line: each office has another one, so it is never replicated. */
export function lineOf(db: ReadDb): LineSettings {
  const kept = localValue(db, 'upload-line')
  if (kept === undefined) return FREE_LINE
  const read = lineSettingsSchema.safeParse(JSON.parse(kept))
  return read.success ? read.data : FREE_LINE
}

/** As the audit keeps it. */
const spelt = ({ kbits, hours, inside, outside }: LineSettings) => ({
  kbits,
  hours: `${hours.from}-${hours.to} ${hours.days.join('')}`,
  inside,
  outside,
})

/** The supervisor sets how the line is used. UPLOAD-LINE-SUPERVISOR. */
export async function setLine(station: Station, line: LineSettings): Promise<void> {
  if (station.actor.role !== 'penyelia') throw refuse('UPLOAD-LINE-SUPERVISOR')
  await station.write.transaction((tx) => {
    const old = spelt(lineOf(tx))
    setLocal(tx, 'upload-line', JSON.stringify(line))
    recordAct(tx, station, 'upload.line', station.code, { old, new: spelt(line) })
  })
  station.changed('upload')
}
