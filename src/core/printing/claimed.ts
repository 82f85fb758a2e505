import type { Card } from '../../contract/printing.ts'
import type { CentralStatus } from '../../contract/status.ts'
import { newId } from '../../formats/id.ts'
import { recordAct } from '../audit/index.ts'
import type { WriteTx } from '../db/handles.ts'
import { setStatus, statusOf } from '../enrolment/index.ts'
import { refuse } from '../refuse.ts'
import type { Station } from '../station.ts'
import { openOrder, orderCards } from './orders.ts'
import { type CardRow, cardRow, foundCard, putCard, shownCard } from './queries.ts'

export interface Claim {
  /** One, or several that are all alike. */
  readonly recordings: readonly string[]
  /** here: it lies in the drawer. none: there is none, neither here nor with its owner. */
  readonly card: 'here' | 'none'
  readonly reason: string
}

type OneClaim = Omit<Claim, 'recordings'> & { readonly recording: string }

/** Ways of the station's own word to where a card that is here, or none, leaves the recording. */
const WAY: Readonly<Record<Claim['card'], readonly CentralStatus[]>> = {
  here: ['SENT_FOR_CARD_PRINTING', 'CARD_PRINTED'],
  none: ['PRINT_READY_RECORD'],
}

function move(tx: WriteTx, station: Station, { recording, card, reason: note }: OneClaim): void {
  const at = station.ports.now().toISOString()
  for (const to of WAY[card]) {
    if (statusOf(tx, recording)?.status === 'CARD_PRINTED' && card === 'here') return
    setStatus(tx, station, { recording, to, by: 'station', at, note })
  }
}

/** The order that asks for a card once more: the one that is open, unless the centre says that its own card is printed. */
function orderOf(station: Station, row: CardRow | undefined): string {
  const open = row?.state === 'ordered' && row.code !== 'PRINT-DONE' ? openOrder(station, row) : null
  return open ?? newId(station.ports.random)
}

function settle(tx: WriteTx, station: Station, claim: OneClaim): void {
  const { recording, card, reason } = claim
  const state = shownCard(tx, recording)?.state
  if (state === undefined) throw refuse('NOT-FOUND', { what: 'Kartu' })
  if (state !== 'claimed' && state !== 'ordered') throw refuse('PRINTING-STATE', { state })
  const row = cardRow(tx, recording)
  const at = station.ports.now().toISOString()
  const found = { ...foundCard(recording, row, at), order_epoch: station.epoch.id }
  if (card === 'here') putCard(tx, { ...found, report: 'printed', report_order: found.order_id })
  else
    putCard(tx, {
      ...found,
      state: 'ordered',
      ordered_at: at,
      order_id: orderOf(station, row),
      again: reason,
    })
  move(tx, station, claim)
  recordAct(tx, station, card === 'here' ? 'printing.found' : 'printing.none', recording, {
    fence: row?.fence ?? 0,
    reason,
  })
}

/**
 * A supervisor's word on cards of which the centre knows more than this station, after a restore that lost their rows or what became of them
 * (decisions 0228, 0248). One that lies here is handed over as any other. Where there is none it is asked for again: the reason goes with the
 * order, by line and by bag, and takes the older right back. All of them or none: PRINTING-SUPERVISOR; NOT-FOUND; PRINTING-STATE for a card that this
 * station knows all about.
 */
export async function settleClaims(station: Station, { recordings, card, reason }: Claim): Promise<Card[]> {
  if (station.actor.role !== 'penyelia') throw refuse('PRINTING-SUPERVISOR')
  await station.write.transaction((tx) => {
    for (const recording of recordings) settle(tx, station, { recording, card, reason })
  })
  station.changed('printing')
  station.changed('enrolment')
  if (card === 'none') await orderCards(station, recordings)
  return recordings.map((recording) => shownCard(station.read, recording)!)
}
