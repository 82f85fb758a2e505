import { maskNik } from '../../../contract/nik.ts'
import type { VisitWay, Where } from '../../../contract/visit.ts'
import { recordAct } from '../../audit/index.ts'
import { currentBiodata, nextStepOf, recordingOf } from '../../enrolment/index.ts'
import { refuse } from '../../refuse.ts'
import { draftsOfNik, recordingsOfNik } from '../../resident/index.ts'
import type { Station } from '../../station.ts'
import { todayOf, validSuketOf } from '../../suket/index.ts'
import { shownCard } from '../queries.ts'
import { meantBy, type Meant } from './read-paper.ts'
import { keepVisit, standingOf, visitsOf } from './visits.ts'

/** The recording that counts for a person now: the newest that was not cancelled. */
function countingOf(station: Station, meant: Exclude<Meant, { by: 'paper' }>): { id?: string; nik: string } {
  const nik = meant.by === 'nik' ? meant.nik : nikOf(station, meant.recording)
  const [newest] = recordingsOfNik(station.read, nik)
  return newest ? { id: newest.id, nik } : { nik }
}

/** The NIK of a recording as it is now. PRIVACY-ERASED, NOT-FOUND. */
function nikOf({ read }: Station, recording: string): string {
  const packet = recordingOf(read, recording)
  if (!packet) throw refuse('NOT-FOUND', { what: 'Rekaman' })
  return currentBiodata(read, recording)?.nik ?? packet.nik
}

async function answer(station: Station, id: string, how: VisitWay): Promise<Where> {
  const found = await station.write.transaction((tx) => {
    const packet = recordingOf(tx, id)!
    const { nik, nama } = currentBiodata(tx, id) ?? packet.biodata
    const again = keepVisit(tx, station, id, how)
    const card = shownCard(tx, id)
    const application = packet.application
    return {
      found: 'recording' as const,
      recording: id,
      nik: maskNik(nik),
      name: nama,
      sealedAt: packet.sealedAt,
      ...standingOf(tx, id),
      step: nextStepOf(tx, id)!.step,
      card: card?.state ?? null,
      takenBy: card?.takenBy ?? null,
      suket: validSuketOf(tx, nik, todayOf(station))?.number ?? null,
      collection: application?.purpose === 'outside' ? application.collection : null,
      again,
      ...visitsOf(tx, id),
    }
  })
  station.changed('printing')
  station.changed('enrolment')
  station.changed('board')
  return found
}

/** Nobody is recorded here under a NIK: a draft of it may be open. That it was asked is in the audit, by a commitment to the NIK. */
async function unrecorded(station: Station, nik: string): Promise<Where> {
  await station.write.transaction((tx) => recordAct(tx, station, 'card.asked', '', { nik }))
  const [draft] = draftsOfNik(station.read, nik)
  return draft ? { found: 'draft', draft: draft.id } : { found: 'nobody', nik }
}

/**
 * 'Where is my card?', for what was scanned or typed. Papers of one person count as one; what is no paper of ours beside one that is does not
 * count (a camera sees several codes). VISIT-CODE, VISIT-MANY, NIK-INVALID, PRIVACY-ERASED.
 */
export async function whereIsCard(station: Station, texts: readonly string[]): Promise<Where> {
  const meant: Meant[] = []
  let refused: unknown = refuse('VISIT-CODE')
  for (const text of new Set(texts)) {
    try {
      meant.push(meantBy(station, text))
    } catch (error) {
      refused = error
    }
  }
  const people = new Map<string, { id?: string; nik: string; how: VisitWay }>()
  for (const one of meant) {
    if (one.by === 'paper') continue
    const person = countingOf(station, one)
    people.set(person.nik, { ...person, how: people.get(person.nik)?.how ?? one.how })
  }
  if (people.size > 1) throw refuse('VISIT-MANY')
  const [person] = people.values()
  if (person)
    return person.id === undefined ? unrecorded(station, person.nik) : answer(station, person.id, person.how)
  const paper = meant.find((one) => one.by === 'paper')
  if (!paper) throw refused
  const { station: code, seq, proven } = paper
  await station.write.transaction((tx) =>
    recordAct(tx, station, 'card.asked', '', { station: code, seq, proven }),
  )
  return { found: 'elsewhere', station: code, seq, proven }
}
