import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { signProfile } from '../../formats/profile/profile.ts'
import { publicOf } from '../../lib/minisign.ts'
import { type Core, openCore } from '../open-core.ts'
import {
  certify,
  FIRST_STATION_SERIAL,
  makeSampleDinas,
  makeStation,
  type SampleDinas,
  sampleProfile,
  type SiteUrls,
  stationPaths,
} from '../settings/index.ts'
import { type FakePorts, fakePorts } from './fake-ports.ts'
import { tempFolders } from './temp.ts'
import { TEST_COST, TEST_PASSPHRASE } from './test-station.ts'

/** Whole cores over one folder, for tests of the doors and of what spans rooms. */
export interface TestCore {
  readonly ports: FakePorts
  /** The station's folder; not there yet. */
  readonly folder: string
  /**
   * Makes a station in the folder, as an earlier run of the program did; its Dinas. `whole`: certified, with the key for letters.
   * @param urls where its sites are; the sample's own unless told
   */
  makeStation(whole?: 'whole', urls?: SiteUrls): Promise<SampleDinas>
  /** A core over the folder, as a start of the program opens it. */
  start(): Promise<Core>
  /** As start, unlocked by the supervisor. */
  unlocked(): Promise<Core>
}

/** A new folder and world for each test of the file; what was started is closed after it. */
export function testCores(resources = ''): () => TestCore {
  const temp = tempFolders()
  const started: Core[] = []
  let current: TestCore
  afterEach(async () => {
    for (const core of started.splice(0)) await core.close()
  })
  beforeEach(() => {
    const ports = fakePorts()
    const folder = join(temp(), 'station')
    const start = async () => {
      const core = await openCore(ports, { station: folder, resources })
      started.push(core)
      return core
    }
    current = {
      ports,
      folder,
      start,
      async makeStation(whole, urls) {
        mkdirSync(folder, { recursive: true })
        const dinas = makeSampleDinas(ports.random)
        await makeStation(stationPaths(folder, resources), ports, {
          profile: signProfile(sampleProfile(dinas, urls && { urls }), dinas.root),
          root: publicOf(dinas.root),
          passphrase: TEST_PASSPHRASE,
          cost: TEST_COST,
          ...(whole && {
            letter: dinas.letter,
            certify: (request: Uint8Array) => certify(dinas.root, request, FIRST_STATION_SERIAL),
          }),
        })
        return dinas
      },
      async unlocked() {
        const core = await start()
        await core.desk.unlock('penyelia', TEST_PASSPHRASE)
        return core
      },
    }
  })
  return () => current
}
