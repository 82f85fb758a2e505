import { type Board, boardContract } from '../../contract/board.ts'
import { serve } from '../rpc.ts'
import type { Station } from '../station.ts'
import { provenSince } from '../enrolment/index.ts'
import { figures } from './figures.ts'
import { watchTopics } from './watch.ts'

const os = serve(boardContract)

/** The board of this moment. */
export async function showBoard(station: Station): Promise<Board> {
  const { ports, profile, paths, read } = station
  const disk = await ports.space(paths.folder)
  return { ...figures(read, profile.station.zone, ports.now(), provenSince(station)), disk }
}

export const boardHandlers = os.router({
  show: os.show.handler(({ context }) => showBoard(context.desk.station())),
  // Not a generator itself: a locked station is refused at once, not at the first change.
  watch: os.watch.handler(async ({ context, signal }) => watchTopics(context.desk.station(), signal)),
})
