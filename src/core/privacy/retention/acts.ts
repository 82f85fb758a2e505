import { z } from 'zod'
import { erasureCountsSchema, type RetentionAct } from '../../../contract/privacy.ts'
import type { ReadDb } from '../../db/handles.ts'
import { refuse } from '../../refuse.ts'
import type { Station } from '../../station.ts'

const factsSchema = z.object({
  counts: erasureCountsSchema,
  recordingDays: z.number().nullable(),
  auditDays: z.number().nullable(),
  /** Serial of the profile that gave the days. */
  profile: z.number(),
  place: z.string(),
  witnesses: z.array(z.string()),
  packetsHere: z.number(),
  /** Disks that held a state from before the act. */
  disks: z.array(z.string()),
})
/** What the record of an act says in numbers. */
export type Facts = z.infer<typeof factsSchema>

/** FORMAT: the JSON of `retention_act.facts`. */
export const readFacts = (json: string): Facts => factsSchema.parse(JSON.parse(json))

export interface ActRow {
  readonly id: string
  readonly epoch: string
  readonly seq: number
  readonly at: string
  readonly actor: string
  readonly reason: string
  readonly facts: string
}

/** Each epoch counts its own acts: the first letters of the epoch keep the numbers of two apart. */
export function numberOf({ code }: Pick<Station, 'code'>, { epoch, seq }: { epoch: string; seq: number }) {
  return `BA-MUSNAH/${code}/${epoch.slice(0, 4).toUpperCase()}/${seq}`
}

/** NOT-FOUND. */
export function actRow(read: ReadDb, id: string): ActRow {
  const row = read.get<ActRow>('SELECT * FROM retention_act WHERE id = ?', [id])
  if (!row) throw refuse('NOT-FOUND', { what: 'Berita acara' })
  return row
}

function shown(station: Pick<Station, 'code'>, row: ActRow): RetentionAct {
  const { id, at, actor, reason, facts } = row
  return { id, number: numberOf(station, row), at, actor, reason, counts: readFacts(facts).counts }
}

/** NOT-FOUND. */
export function actOf(station: Station, id: string): RetentionAct {
  return shown(station, actRow(station.read, id))
}

/** The register of destructions, the latest first. */
export function listRetentionActs(station: Station): RetentionAct[] {
  return station.read
    .all<ActRow>('SELECT * FROM retention_act ORDER BY at DESC, seq DESC')
    .map((row) => shown(station, row))
}
