import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ProfileFields, signProfile } from '../../formats/profile/profile.ts'
import { publicOf } from '../../lib/minisign.ts'
import { openByRecovery, readSlotsFile } from '../account/index.ts'
import { ChosenPlaces } from '../chosen-places.ts'
import type { Desk } from '../context.ts'
import { openStore, type Store } from '../db/open.ts'
import {
  certify,
  FIRST_STATION_SERIAL,
  type LiveStation,
  makeSampleDinas,
  makeStation,
  openStation,
  REQUEST_FILE,
  type SampleDinas,
  sampleProfile,
  type SampleProfileOptions,
  stationPaths,
} from '../settings/index.ts'
import { stationRules } from '../station-rules.ts'
import type { Actor } from '../station.ts'
import { type FakePorts, fakePorts, type FakePortsOptions } from './fake-ports.ts'

export interface TestStationOptions extends FakePortsOptions, SampleProfileOptions {
  /** The Dinas of another test station, so that both trust one root. */
  readonly dinas?: SampleDinas
  /** Changes the sample profile before it is signed. */
  readonly profile?: (profile: ProfileFields) => ProfileFields
  readonly actor?: Actor
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
  /** For calling handlers: `call(handlers.x, input, { context })`. */
  readonly context: { readonly desk: Desk }
  /** The epoch's certificate request as it is carried to the Dinas. */
  request(): Uint8Array
  /** A new empty folder beside the station's, gone with it. */
  temp(name: string): string
  /** Closes the store and opens it again, as a restart does. */
  reopen(): LiveStation
  close(): Promise<void>
}

/** Password of every account of a test station. */
export const TEST_PASSPHRASE = 'sampel sandi stasiun'

/** Guessing is cheap in tests alone. */
export const TEST_COST = { memory: 8, passes: 1, logN: 2 }

const RESOURCES = join(import.meta.dirname, '../../../resources')

/** Opens a new certified station with the sample Dinas of Kota Bima. Close it in afterEach: its folder goes with it. */
export async function openTestStation(options: TestStationOptions = {}): Promise<TestStation> {
  const ports = fakePorts(options)
  const dinas = options.dinas ?? makeSampleDinas(ports.random)
  const change = options.profile ?? ((same: ProfileFields) => same)
  const base = mkdtempSync(join(tmpdir(), 'rekam-test-'))
  const temp = (name: string) => {
    const path = join(base, name)
    mkdirSync(path, { recursive: true })
    return path
  }
  const paths = stationPaths(temp('station'), RESOURCES)
  await makeStation(paths, ports, {
    profile: signProfile(change(sampleProfile(dinas, options)), dinas.root),
    root: publicOf(dinas.root),
    passphrase: TEST_PASSPHRASE,
    letter: dinas.letter,
    cost: TEST_COST,
    ...(options.certified === false
      ? {}
      : { certify: (request) => certify(dinas.root, request, FIRST_STATION_SERIAL) }),
  })
  const key = openByRecovery(await readSlotsFile(paths.keys), dinas.recovery.identity)
  const actor = options.actor ?? { account: 'operator', role: 'operator' }
  const open = () => {
    const store = openStore(paths.store, key)
    return { store, station: openStation(store, key, paths, ports, actor, stationRules) }
  }
  let now = open()
  const desk: Desk = {
    ports,
    paths: { station: paths.folder, resources: paths.resources },
    chosen: new ChosenPlaces(),
    station: () => now.station,
    door: () => ({ door: 'open', ...actor, clockBehind: false }),
    unlock: async () => desk.door(),
    reset: async () => desk.door(),
    lock: async () => {},
    rest: async () => {},
    resume: async () => desk.door(),
    prove: async () => {},
    vouch: async () => 'password',
  }
  return {
    get station() {
      return now.station
    },
    get store() {
      return now.store
    },
    folder: paths.folder,
    ports,
    dinas,
    context: { desk },
    request: () => readFileSync(join(paths.keys, REQUEST_FILE)),
    temp,
    reopen() {
      now.store.close()
      now = open()
      return now.station
    },
    async close() {
      now.store.close()
      rmSync(base, { recursive: true, force: true })
    },
  }
}
