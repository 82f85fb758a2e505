import type { Board } from '../../contract/board.ts'
import { ageCopies } from '../enrolment/index.ts'
import { overdueBags } from '../export/index.ts'
import type { Station } from '../station.ts'
import { disksOf, sitesOf } from './disks-and-sites.ts'
import { figures } from './figures.ts'

/** The board of this moment. */
export async function showBoard(station: Station): Promise<Board> {
  const { ports, profile, paths, read } = station
  const disk = await ports.space(paths.folder)
  await ageCopies(station)
  const shown = figures(read, profile.station.zone, ports.now())
  return {
    ...shown,
    ...disksOf(station, shown.day),
    sites: sitesOf(station),
    overdueBags: overdueBags(station),
    disk,
  }
}
