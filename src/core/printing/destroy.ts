import { newId } from '../../formats/id.ts'
import { headOf, type KeptPaper, letterFonts, letterThread } from '../paper/index.ts'
import { refuse } from '../refuse.ts'
import type { Station } from '../station.ts'
import type { RoomStream } from '../stream.ts'
import { dayIn } from '../suket/index.ts'
import { addEntry, recordUrl, stockOf } from './blanks.ts'
import type { DestructionRecord } from './destruction-data.ts'
import type { RecordJob } from './destruction-record.ts'

interface Destruction {
  id: string
  epoch: string
  seq: number
  at: string
  cards: number
  place: string
  method: string
  witnesses: string
  operator: string
}

/**
 * Everything on the stack is destroyed, before witnesses, on a supervisor's word. Answers the record's address. PRINTING-SUPERVISOR,
 * PRINTING-NOTHING-SPOILT.
 */
export async function destroySpoilt(
  station: Station,
  said: { place: string; method: string; witnesses: readonly string[] },
): Promise<{ cards: number; recordUrl: string }> {
  if (station.actor.role !== 'penyelia') throw refuse('PRINTING-SUPERVISOR')
  const id = newId(station.ports.random)
  const cards = await station.write.transaction((tx) => {
    const { spoilt } = stockOf(tx)
    if (spoilt === 0) throw refuse('PRINTING-NOTHING-SPOILT')
    const epoch = station.epoch.id
    const { seq } = tx.get<{ seq: number }>('SELECT coalesce(max(seq), 0) + 1 AS seq FROM destruction')!
    tx.run(
      `INSERT INTO destruction (id, epoch, seq, at, cards, place, method, witnesses, operator)
       VALUES (:id, :epoch, :seq, :at, :cards, :place, :method, :witnesses, :operator)`,
      {
        id,
        epoch,
        seq,
        at: station.ports.now().toISOString(),
        cards: spoilt,
        place: said.place,
        method: said.method,
        witnesses: JSON.stringify(said.witnesses),
        operator: station.actor.account,
      },
    )
    addEntry(tx, station, {
      kind: 'destroyed',
      change: 0,
      spoilt: -spoilt,
      note: said.method,
      destruction: id,
    })
    return spoilt
  })
  station.changed('printing')
  return { cards, recordUrl: recordUrl(id) }
}

interface Spoilt {
  at: string
  kind: string
  spoilt: number
  name: string | null
  note: string | null
}

/** What lay on the stack: entries since the destruction before. */
function stackOf(station: Station, { id }: Destruction): Spoilt[] {
  return station.read.all<Spoilt>(
    `SELECT b.at, b.kind, b.spoilt, r.name, b.note FROM blank_entry b LEFT JOIN recording r ON r.id = b.recording
     WHERE b.spoilt > 0 AND b.rowid < (SELECT rowid FROM blank_entry WHERE destruction = :id)
       AND b.rowid > coalesce((SELECT max(rowid) FROM blank_entry WHERE kind = 'destroyed'
         AND rowid < (SELECT rowid FROM blank_entry WHERE destruction = :id)), 0)
     ORDER BY b.rowid`,
    { id },
  )
}

function recordOfDestruction(station: Station, row: Destruction): DestructionRecord {
  const { profile } = station
  const { zone } = profile.station
  const day = (at: string) => dayIn(zone, new Date(at))
  return {
    head: headOf(profile),
    number: `BA-BLANGKO/${station.code}/${row.seq}`,
    place: profile.dinas.name,
    day: day(row.at),
    cards: row.cards,
    where: row.place,
    method: row.method,
    operator: row.operator,
    witnesses: JSON.parse(row.witnesses) as string[],
    rows: stackOf(station, row).map(({ at, kind, spoilt, name, note }) => ({
      at: day(at),
      what: [kind === 'misprint' ? `Gagal cetak${name === null ? '' : ` (${name})`}` : 'Blangko rusak', note]
        .filter(Boolean)
        .join(': '),
      cards: spoilt,
    })),
  }
}

const render = letterThread<RecordJob>(new URL('./destruction-record.worker.ts', import.meta.url))

/** The record of a destruction as a PDF; the same bytes whenever it is printed. NOT-FOUND. */
export async function destructionPdf(station: Station, id: string): Promise<Uint8Array> {
  const row = station.read.get<Destruction>('SELECT * FROM destruction WHERE id = ?', [id])
  if (!row) throw refuse('NOT-FOUND', { what: 'Berita acara' })
  const fonts = await letterFonts(station.paths.resources)
  return render({ data: recordOfDestruction(station, row), fonts, madeAt: new Date(row.at) })
}

/** The record as it is saved or printed, for the witnesses to sign. */
export function recordPaper(station: Station, id: string): KeptPaper {
  return { act: 'printing.record', subject: id, word: 'BA', pdf: () => destructionPdf(station, id) }
}

const NAME = /^([0-7][0-9a-hjkmnp-tv-z]{25})\.pdf$/

/** `app://station/printing/<destruction>.pdf`: the record as it goes to paper. */
export const printingStream: RoomStream = async (station, path) => {
  const id = NAME.exec(path)?.[1]
  if (id === undefined) return null
  const body = await destructionPdf(station, id)
  return { status: 200, headers: { 'content-type': 'application/pdf', 'cache-control': 'no-store' }, body }
}
