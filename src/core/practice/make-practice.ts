import { existsSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { utf8 } from '../../lib/bytes.ts'
import { replaceDurably } from '../../lib/write-durably.ts'
import type { KeyCost } from '../account/index.ts'
import type { Ports } from '../ports.ts'
import { refuse } from '../refuse.ts'
import { demoStation, makeStation, stationExists, stationPaths } from '../settings/index.ts'
import { isPractice, PRACTICE_MARK } from '../practice-mark.ts'
import { practicePlaces } from './places.ts'

/** The password of all practice accounts: nothing is behind it. */
export const PRACTICE_PASSPHRASE = 'latihan1'

/** Nothing listens on port 9 of this computer, and packets are sealed to the sample's keys: nothing real can take anything from here. */
const NOWHERE = { mmu: 'http://127.0.0.1:9', batam: 'http://127.0.0.1:9' } as const

const NOTE = `LATIHAN / PRACTICE

Stasiun tiruan untuk belajar. Tidak ada data nyata di sini, dan folder ini boleh dihapus.
A pretended station for learning. Nothing here is real, and this folder may be deleted.
`

/** Throws a practice away. PRACTICE-REAL for a folder that is none: nothing real is ever removed. */
export async function resetPractice(home: string): Promise<void> {
  if (!existsSync(home)) return
  if (!existsSync(join(home, PRACTICE_MARK))) throw refuse('PRACTICE-REAL')
  await rm(home, { recursive: true, force: true })
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
  for (const folder of [places.station, places.files, join(places.drives, 'DISK LATIHAN')])
    await mkdir(folder, { recursive: true, mode: 0o700 })
  await replaceDurably(join(home, PRACTICE_MARK), utf8(NOTE))
  await replaceDurably(join(places.station, PRACTICE_MARK), utf8(NOTE))
  const source = await demoStation(places.dinas, ports, { urls: NOWHERE })
  await makeStation(paths, ports, {
    ...source,
    passphrase: PRACTICE_PASSPHRASE,
    ...(cost === undefined ? {} : { cost }),
  })
}
