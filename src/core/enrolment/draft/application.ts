import type { Application } from '../../../contract/application.ts'
import type { Draft } from '../../../contract/enrolment.ts'
import { recordAct } from '../../audit/index.ts'
import type { ReadDb } from '../../db/handles.ts'
import { refuse } from '../../refuse.ts'
import type { Station } from '../../station.ts'
import { editDraft } from './edit.ts'
import { applicationOf } from './rows.ts'

/** Says what the person came for, or what they came for after all. ENROLMENT-SEALED for a further capture of a sealed recording. */
export function setApplication(station: Station, id: string, application: Application): Promise<Draft> {
  return editDraft(station, id, (tx, row) => {
    if (row.kind === 'amendment') throw refuse('ENROLMENT-SEALED')
    const before = applicationOf(row)
    const spelt = JSON.stringify(application)
    if (JSON.stringify(before) === spelt) return false
    tx.run('UPDATE draft SET application = ? WHERE id = ?', [spelt, id])
    recordAct(tx, station, 'draft.application', id, { old: before, new: application })
    return true
  })
}

/**
 * Whether the home that the biodata names and what the person came for say different things: recorded as from outside with a home in the
 * station's own kabupaten or kota, or from elsewhere without saying so. A warning, never a block.
 */
export function domicileDiffers(
  application: Application | null,
  village: string | undefined,
  region: string,
): boolean {
  if (village === undefined || village === '') return false
  const isElsewhere = village.slice(0, 5) !== region.slice(0, 5)
  return isElsewhere !== (application?.purpose === 'outside')
}

/** SQL: whether a recording is an application from outside the domicile. @param alias of the table `recording` */
export function isOutside(alias: string): string {
  return `coalesce(json_extract(${alias}.application, '$.purpose') = 'outside', 0)`
}

/** How many people from outside their domicile were recorded in a time, instants as ISO texts, `to` exclusive; ever, without one. */
export function outsideCount(
  db: ReadDb,
  { from, to }: { from: string; to: string } = { from: '', to: '~' },
): number {
  return db.get<{ n: number }>(
    `SELECT count(*) AS n FROM recording r WHERE r.kind = 'recording' AND ${isOutside('r')} AND r.sealed_at >= ? AND r.sealed_at < ?`,
    [from, to],
  )!.n
}
