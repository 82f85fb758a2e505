import type { Card, IDENTITY_CHECKS } from '../../contract/printing.ts'
import { recordAct } from '../audit/index.ts'
import type { WriteTx } from '../db/handles.ts'
import { setStatus, statusOf } from '../enrolment/index.ts'
import { refuse } from '../refuse.ts'
import type { Station } from '../station.ts'
import { withdrawSuketOf } from '../suket/index.ts'
import { addEntry } from './blanks.ts'
import { type CardRow, cardRow, foundCard, putCard, shownCard } from './queries.ts'

/** The card, granted and not printed. PRINTING-NO-RIGHT, PRINTING-STATE. */
function granted(tx: WriteTx, recording: string): CardRow {
  const row = cardRow(tx, recording)
  // What the centre says of the card counts too, and which epoch got its right: a restore may have lost its print.
  const state = shownCard(tx, recording)?.state ?? row?.state ?? 'ordered'
  if (!row || state === 'ordered') throw refuse('PRINTING-NO-RIGHT')
  if (state !== 'granted') throw refuse('PRINTING-STATE', { state })
  return row
}

function cardOf(station: Station, recording: string): Card {
  station.changed('printing')
  station.changed('enrolment')
  const card = shownCard(station.read, recording)
  if (!card) throw refuse('NOT-FOUND', { what: 'Kartu' })
  return card
}

/** A good card came out of the printer: one blank less, and the right is used up. PRINTING-NO-RIGHT, PRINTING-STATE, PRINTING-NO-BLANKS. */
export async function markPrinted(station: Station, recording: string, serial?: string): Promise<Card> {
  await station.write.transaction((tx) => {
    const row = granted(tx, recording)
    const at = station.ports.now().toISOString()
    addEntry(tx, station, {
      kind: 'printed',
      change: -1,
      spoilt: 0,
      recording,
      ...(serial ? { note: serial } : {}),
    })
    const report = { report: 'printed', report_order: row.order_id } as const
    putCard(tx, { ...row, ...report, state: 'printed', printed_at: at, serial: serial ?? null })
    setStatus(tx, station, { recording, to: 'CARD_PRINTED', by: 'station', at })
    recordAct(tx, station, 'printing.printed', recording, {
      fence: row.fence,
      site: row.site,
      serial: serial ?? null,
    })
  })
  return cardOf(station, recording)
}

/** The card is spoilt, in the printer or found later in the drawer: it goes to the stack, and a new right has to be asked for. */
export async function markMisprint(station: Station, recording: string, reason: string): Promise<Card> {
  await station.write.transaction((tx) => {
    const row = cardRow(tx, recording)
    const late = row?.state === 'printed'
    const of = late ? row : granted(tx, recording)
    // One that was found here stands under no order of ours: the next order takes its right back.
    const found = of.order_id === recording
    // A card that was counted as printed has left the stock already.
    addEntry(tx, station, { kind: 'misprint', change: late ? 0 : -1, spoilt: 1, recording, note: reason })
    putCard(tx, {
      ...of,
      state: 'ordered',
      order_id: null,
      printed_at: null,
      serial: null,
      code: null,
      report: found ? null : 'spoilt',
      report_order: found ? null : of.order_id,
      again: found ? reason : null,
      order_epoch: station.epoch.id,
    })
    const at = station.ports.now().toISOString()
    setStatus(tx, station, { recording, to: 'PRINT_READY_RECORD', by: 'station', at, note: reason })
    recordAct(tx, station, 'printing.misprint', recording, { fence: of.fence, reason })
  })
  return cardOf(station, recording)
}

/** The card's row, also of one that another place printed and sent here (decision 0211). */
function shipped(tx: WriteTx, recording: string, at: string): CardRow | undefined {
  const row = cardRow(tx, recording)
  const ours = row !== undefined && row.state !== 'ordered' && row.state !== 'granted'
  if (ours || statusOf(tx, recording)?.status !== 'CARD_SHIPPED') return row
  return foundCard(recording, row, at)
}

export interface HandedOver {
  readonly recording: string
  readonly checked: (typeof IDENTITY_CHECKS)[number]
  /** The owner's name, or the proxy's with the letter of authority. */
  readonly by: string
}

/**
 * The card goes to its owner: the Suket is withdrawn and the case closed, in one transaction. Answers the numbers of the letters that are
 * to be taken back. PRINTING-STATE; the same hand-over again changes nothing.
 */
export async function handOverCard(
  station: Station,
  { recording, checked, by }: HandedOver,
): Promise<{ withdrawn: string[] }> {
  const withdrawn = await station.write.transaction((tx) => {
    const at = station.ports.now().toISOString()
    const row = shipped(tx, recording, at)
    if (row?.state === 'issued' && row.taken_by === by) return []
    if (row?.state !== 'printed') throw refuse('PRINTING-STATE', { state: row?.state ?? 'ready' })
    const report = { report: 'issued', report_order: row.order_id } as const
    putCard(tx, { ...row, ...report, state: 'issued', issued_at: at, taken_by: by, checked })
    setStatus(tx, station, { recording, to: 'CARD_ISSUED', by: 'station', at })
    const numbers = withdrawSuketOf(tx, station, { recording }, 'KTP-el diserahkan')
    recordAct(tx, station, 'printing.handed-over', recording, { checked, by, withdrawn: numbers.length })
    return numbers
  })
  cardOf(station, recording)
  station.changed('suket')
  return { withdrawn }
}
