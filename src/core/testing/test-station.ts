import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Role } from '../../contract/account.ts'
import { type ProfileFields, signProfile } from '../../formats/profile/profile.ts'
import { generateIdentity } from '../../lib/age.ts'
import { publicOf } from '../../lib/minisign.ts'
import type { Desk } from '../context.ts'
import { createStore, type Store } from '../db/open.ts'
import { certificateRequest, certify, fileCertificate } from '../settings/certify.ts'
import { foundStation } from '../settings/found.ts'
import { type LiveStation, openStation } from '../settings/open-station.ts'
import { FIRST_STATION_SERIAL, makeSampleDinas, type SampleDinas } from '../settings/sample-dinas.ts'
import { sampleProfile, type SampleProfileOptions } from '../settings/sample-profile.ts'
import { stationPaths } from '../settings/station-folder.ts'
import { type FakePorts, fakePorts, type FakePortsOptions } from './fake-ports.ts'

export interface TestStationOptions extends FakePortsOptions, SampleProfileOptions {
  /** The Dinas of another test station, so that both trust one root. */
  readonly dinas?: SampleDinas
  /** Changes the sample profile before it is signed. */
  readonly profile?: (profile: ProfileFields) => ProfileFields
  readonly actor?: { account: string; role: Role }
  /** False leaves the epoch without the root's certificate, as after a restore. */
  readonly certified?: boolean
}

/** A real station in a folder of its own, with a fake world around it. */
export interface TestStation {
  readonly station: LiveStation
  readonly store: Store
  readonly folder: string
  readonly ports: FakePorts
  readonly dinas: SampleDinas
  /** For calling handlers: `call(router.x, input, { context })`. */
  readonly context: { readonly desk: Desk }
  /** A new empty folder beside the station's, gone with it. */
  temp(name: string): string
  close(): Promise<void>
}

export const TEST_PASSPHRASE = 'sampel sandi stasiun'

/** Opens a new certified station with the sample Dinas of Kota Bima. Close it in afterEach: its folder goes with it. */
export async function openTestStation(options: TestStationOptions = {}): Promise<TestStation> {
  const ports = fakePorts(options)
  const dinas = options.dinas ?? makeSampleDinas(ports.random)
  const profile = signProfile(
    (options.profile ?? ((same) => same))(sampleProfile(dinas, options)),
    dinas.root,
  )
  const base = mkdtempSync(join(tmpdir(), 'rekam-test-'))
  const temp = (name: string) => {
    const path = join(base, name)
    mkdirSync(path, { recursive: true })
    return path
  }
  const folder = temp('station')
  const paths = stationPaths(folder, join(import.meta.dirname, '../../../resources'))
  temp('station/keys')
  const key = ports.random(32)
  const store = createStore(paths.store, key)
  await store.write.transaction((tx) => {
    foundStation(tx, ports, {
      profile,
      root: publicOf(dinas.root),
      stateIdentity: generateIdentity().identity,
      letter: dinas.letter,
      accounts: [
        { name: 'penyelia', role: 'penyelia' },
        { name: 'teknisi', role: 'teknisi' },
      ],
    })
    const request = certificateRequest(tx)
    if (options.certified !== false)
      fileCertificate(tx, request.epoch, certify(dinas.root, request, FIRST_STATION_SERIAL))
  })
  const actor = options.actor ?? { account: 'operator', role: 'operator' }
  const station = openStation(store, key, paths, ports, actor)
  const desk: Desk = {
    ports,
    paths: { station: folder, resources: paths.resources },
    station: () => station,
    door: () => ({ door: 'open', account: actor.account, role: actor.role, clockBehind: false }),
    unlock: async () => desk.door(),
    lock: async () => {},
  }
  return {
    station,
    store,
    folder,
    ports,
    dinas,
    context: { desk },
    temp,
    async close() {
      store.close()
      rmSync(base, { recursive: true, force: true })
    },
  }
}
