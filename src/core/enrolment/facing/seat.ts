import type { FacingState } from '../../../contract/facing.ts'
import type { Station } from '../../station.ts'

/** What is turned to the resident now; of this process alone, and gone with it: a restart shows nothing to anybody. */
export interface Seat {
  draft: string | null
  language: 'id' | 'en'
  objection: FacingState['objection']
  /** How the draft stood when the objection was made: see standingObjection. */
  objectedAt: string
  /** Windows that look. */
  windows: number
  /** Woken whenever it changes. */
  readonly wake: Set<() => void>
}

/** By store, as it is open in one process alone. */
const seats = new WeakMap<Station['write'], Seat>()

export function seatOf({ write }: Pick<Station, 'write'>): Seat {
  let seat = seats.get(write)
  if (!seat) {
    seat = {
      draft: null,
      language: 'id',
      objection: null,
      objectedAt: '',
      windows: 0,
      wake: new Set(),
    }
    seats.set(write, seat)
  }
  return seat
}

export function wakeSeat(seat: Seat): void {
  for (const wake of seat.wake) wake()
}
