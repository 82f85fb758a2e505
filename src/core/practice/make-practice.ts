import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { utf8 } from '../../lib/bytes.ts'
import { replaceDurably } from '../../lib/write-durably.ts'
import type { KeyCost } from '../account/index.ts'
import type { Ports } from '../ports.ts'
import { refuse } from '../refuse.ts'
import { demoStation, FIRST_ACCOUNTS, makeStation, stationExists, stationPaths } from '../settings/index.ts'
import { isPractice, PRACTICE_MARK, PRACTICE_PASSPHRASE } from '../practice-mark.ts'
import { practicePlaces } from './places.ts'

/** Practice asks no site (PRACTICE-NOT-SENT); should anything ever, nothing listens there, and packets are sealed to keys of its own. */
const NOWHERE = { mmu: 'http://127.0.0.1:9', batam: 'http://127.0.0.1:9' } as const

/** The pretended USB disks at the beginning; a folder beside them is one more, a folder taken away is a disk that was pulled. */
const DISKS = ['DISK LATIHAN A', 'DISK LATIHAN B'] as const

const NOTE = `LATIHAN / PRACTICE

Stasiun tiruan untuk belajar. Tidak ada data nyata di sini, dan folder ini boleh dihapus.
A pretended station for learning. Nothing here is real, and this folder may be deleted.
`

/** Throws a practice away, whole: it goes by one renaming, and what a crash left of an earlier one goes with it. PRACTICE-REAL for a folder that is none: nothing real is ever removed. */
export async function resetPractice(home: string): Promise<void> {
  if (!existsSync(home)) return
  if (!existsSync(join(home, PRACTICE_MARK))) throw refuse('PRACTICE-REAL')
  const away = join(dirname(home), `.${basename(home)}.dibuang`)
  await rm(away, { recursive: true, force: true })
  await rename(home, away)
  await rm(away, { recursive: true, force: true })
}

/** Makes the practice of a folder where there is none yet: a sample Dinas, its station, a pretended disk. PRACTICE-REAL where something else lies there. */
export async function openPractice(
  home: string,
  ports: Ports,
  resources: string,
  cost?: KeyCost,
): Promise<void> {
  const places = practicePlaces(home)
  const paths = stationPaths(places.station, resources)
  if (stationExists(paths)) {
    if (!isPractice(places.station)) throw refuse('PRACTICE-REAL')
    return
  }
  // A making that was cut off: there is no station yet, so nothing is lost by beginning anew.
  if (existsSync(join(home, PRACTICE_MARK))) await resetPractice(home)
  await mkdir(home, { recursive: true, mode: 0o700 })
  await replaceDurably(join(home, PRACTICE_MARK), utf8(NOTE))
  for (const folder of [places.station, places.papers, ...DISKS.map((name) => join(places.drives, name))])
    await mkdir(folder, { recursive: true, mode: 0o700 })
  await replaceDurably(join(places.station, PRACTICE_MARK), utf8(NOTE))
  const source = await demoStation(places.dinas, ports, { urls: NOWHERE, practice: true })
  await makeStation(paths, ports, {
    ...source,
    passphrase: PRACTICE_PASSPHRASE,
    accounts: { list: [{ name: 'operator', role: 'operator' }, ...FIRST_ACCOUNTS], rows: true },
    ...(cost === undefined ? {} : { cost }),
  })
}
