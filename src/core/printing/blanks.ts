import type { BlankEntry, Blanks } from '../../contract/printing.ts'
import { recordAct } from '../audit/index.ts'
import type { ReadDb, WriteTx } from '../db/handles.ts'
import { refuse } from '../refuse.ts'
import type { Station } from '../station.ts'

export interface NewEntry {
  readonly kind: BlankEntry['kind']
  /** Change of the stock of good blanks, and of the stack that is to be destroyed. */
  readonly change: number
  readonly spoilt: number
  readonly recording?: string
  readonly note?: string
  readonly destruction?: string
}

/** How many good blanks there are by the ledger, and how many spoilt cards wait for their destruction. */
export function stockOf(db: Pick<ReadDb, 'get'>): { stock: number; spoilt: number } {
  return db.get<{ stock: number; spoilt: number }>(
    'SELECT coalesce(sum(change), 0) AS stock, coalesce(sum(spoilt), 0) AS spoilt FROM blank_entry',
  )!
}

/** Adds an entry to the ledger, in the caller's transaction, with its audit. PRINTING-NO-BLANKS where the stock would fall below none. */
export function addEntry(tx: WriteTx, station: Station, entry: NewEntry): void {
  const { kind, change, spoilt, recording = null, note = null, destruction = null } = entry
  if (change < 0 && stockOf(tx).stock + change < 0) throw refuse('PRINTING-NO-BLANKS')
  const epoch = station.epoch.id
  const { n } = tx.get<{ n: number }>(
    'SELECT coalesce(max(n), 0) + 1 AS n FROM blank_entry WHERE epoch = ?',
    [epoch],
  )!
  const at = station.ports.now().toISOString()
  const operator = station.actor.account
  tx.run(
    `INSERT INTO blank_entry (epoch, n, at, kind, change, spoilt, recording, note, destruction, operator)
     VALUES (:epoch, :n, :at, :kind, :change, :spoilt, :recording, :note, :destruction, :operator)`,
    { epoch, n, at, kind, change, spoilt, recording, note, destruction, operator },
  )
  recordAct(tx, station, `printing.blank-${kind}`, recording ?? destruction ?? '', { change, spoilt, note })
}

/** The ledger: what there is, and its newest 200 entries. */
export function blanksOf(db: ReadDb): Blanks {
  const rows = db.all<Omit<BlankEntry, 'recordUrl'> & { destruction: string | null }>(
    `SELECT b.at, b.kind, b.change, b.spoilt, r.name, b.note, b.operator, b.destruction
     FROM blank_entry b LEFT JOIN recording r ON r.id = b.recording ORDER BY b.rowid DESC LIMIT 200`,
  )
  const entries = rows.map(({ destruction, ...row }) => ({
    ...row,
    recordUrl: destruction === null ? null : recordUrl(destruction),
  }))
  return { ...stockOf(db), entries }
}

/** Address of a destruction record. */
export function recordUrl(destruction: string): string {
  return `app://station/printing/${destruction}.pdf`
}

async function changeStock(station: Station, entry: (tx: WriteTx) => NewEntry | null): Promise<Blanks> {
  await station.write.transaction((tx) => {
    const added = entry(tx)
    if (added) addEntry(tx, station, added)
  })
  station.changed('printing')
  return blanksOf(station.read)
}

export function receiveBlanks(station: Station, count: number, note: string): Promise<Blanks> {
  return changeStock(station, () => ({ kind: 'received', change: count, spoilt: 0, note }))
}

/** Blanks that are no good go to the stack. PRINTING-NO-BLANKS. */
export function spoilBlanks(station: Station, count: number, reason: string): Promise<Blanks> {
  return changeStock(station, () => ({ kind: 'damaged', change: -count, spoilt: count, note: reason }))
}

/** The stock as it was counted, on a supervisor's word and reason. PRINTING-SUPERVISOR. */
export function correctBlanks(station: Station, counted: number, reason: string): Promise<Blanks> {
  if (station.actor.role !== 'penyelia') throw refuse('PRINTING-SUPERVISOR')
  return changeStock(station, (tx) => {
    const by = counted - stockOf(tx).stock
    return by === 0 ? null : { kind: 'corrected', change: by, spoilt: 0, note: reason }
  })
}
