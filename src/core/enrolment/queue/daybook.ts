import type { Daybook } from '../../../contract/queue.ts'
import { isOutside } from '../draft/application.ts'
import type { Station } from '../../station.ts'
import { momentsOf } from '../../../lib/moments-of.ts'
import { type TicketRow, ticketView } from './rows.ts'
import { todayAt } from './tickets.ts'

/** The daybook of a day: its numbers in order, what became of each, and the day's counts, outside the domicile apart. */
export function daybook(station: Station, day = todayAt(station)): Daybook {
  const { read, profile } = station
  const rows = read.all<TicketRow>('SELECT * FROM queue_ticket WHERE day = ? ORDER BY number, epoch', [day])
  const { from, to } = momentsOf(profile.station.zone, day)
  const recorded = read.get<{ recorded: number; outside: number }>(
    `SELECT count(*) AS recorded, coalesce(sum(${isOutside('recording')}), 0) AS outside
     FROM recording WHERE kind = 'recording' AND sealed_at >= ? AND sealed_at < ?`,
    [from, to],
  )!
  const count = (...states: string[]) => rows.filter(({ state }) => states.includes(state)).length
  return {
    day,
    tickets: rows.map((row) => ticketView(row, todayAt(station))),
    counts: {
      taken: rows.length,
      served: count('served'),
      noShow: count('no-show'),
      closed: count('closed'),
      open: count('waiting', 'called', 'serving'),
      ...recorded,
    },
  }
}
