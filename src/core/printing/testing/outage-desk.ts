import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { formatPublicKey, publicOf } from '../../../lib/minisign.ts'
import { openByPassphrase, readSlotsFile } from '../../account/index.ts'
import { pairDisk, runBackup } from '../../backup/index.ts'
import { handsHere } from '../../backup/testing/here.ts'
import { openStore, type Store } from '../../db/open.ts'
import type { Ports } from '../../ports.ts'
import { restoreInThread, runRestore } from '../../restore/index.ts'
import {
  certify,
  installCertificate,
  installProfile,
  type LiveStation,
  openStation,
  REQUEST_FILE,
  stationPaths,
} from '../../settings/index.ts'
import { stationRules } from '../../station-rules.ts'
import { fakePorts, TEST_COST, TEST_PASSPHRASE, type TestStation } from '../../testing/index.ts'

const MEMORY = '/dev/shm'
const hands = () => handsHere()

/** The station of the outage: the one that was founded, and after the loss the one that was restored from its disks. */
export class OutageDesk {
  readonly founded: TestStation
  readonly #disks: string[] = []
  #restored: { station: LiveStation; store: Store; folder: string } | undefined

  constructor(founded: TestStation) {
    this.founded = founded
  }

  get station(): LiveStation {
    return this.#restored?.station ?? this.founded.station
  }

  /** Pairs a new disk. Answers where it is. */
  async pair(kind: 'desk' | 'rotation', label: string): Promise<string> {
    const mount = mkdtempSync(join(MEMORY, 'rekam-outage-'))
    this.#disks.push(mount)
    this.founded.ports.volumes.plug({ mount, dev: statSync(mount).dev, session: 'one' })
    await pairDisk(this.station, { mount, kind, label, place: label })
    return mount
  }

  async backUp(mount: string): Promise<number> {
    return (await runBackup(this.station, mount, { hands })).packets
  }

  /**
   * The computer is gone, and with it what no disk has. Restores from the disks into another one, under a new epoch; the Dinas brings the
   * letter key, and certifies the epoch when `certifyEpoch` is called.
   */
  async loseAndRestore(): Promise<{ readonly missing: number; readonly packets: number }> {
    const { founded } = this
    const folder = join(founded.temp('restored'), 'station')
    const ports: Ports = {
      ...fakePorts({ seed: 'after the loss' }),
      now: founded.ports.now,
      volumes: founded.ports.volumes,
    }
    founded.store.close()
    rmSync(founded.folder, { recursive: true })
    const { resources } = founded.station.paths
    const trust = formatPublicKey(publicOf(founded.dinas.root))
    const thread = restoreInThread()
    const deps = {
      ports,
      paths: { station: folder, resources },
      hands: thread,
      onProgress: () => {},
      cost: TEST_COST,
    }
    const from = { disks: this.#disks, trust, passphrase: TEST_PASSPHRASE }
    const { packets, missing } = await runRestore(from, deps)
    await thread.close()
    const paths = stationPaths(folder, resources)
    const key = await openByPassphrase(await readSlotsFile(paths.keys), 'penyelia', TEST_PASSPHRASE, null)
    const store = openStore(paths.store, key)
    const station = openStation(
      store,
      key,
      paths,
      ports,
      { account: 'penyelia', role: 'penyelia' },
      stationRules,
    )
    this.#restored = { station, store, folder }
    const { bytes, signature } = station.read.get<{ bytes: string; signature: string }>(
      'SELECT bytes, signature FROM profile ORDER BY serial DESC LIMIT 1',
    )!
    await installProfile(station, { bytes: Buffer.from(bytes), signature }, founded.dinas.letter)
    return { packets, missing: missing.length }
  }

  /** The root signs the restored station's key. */
  async certifyEpoch(serial: number): Promise<void> {
    const request = readFileSync(join(this.station.paths.keys, REQUEST_FILE))
    await installCertificate(this.station, certify(this.founded.dinas.root, request, serial))
  }

  async close(): Promise<void> {
    this.#restored?.store.close()
    await this.founded.close()
    for (const mount of this.#disks) rmSync(mount, { recursive: true, force: true })
  }
}
