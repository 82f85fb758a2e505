import type { DeviceState } from '../../../contract/enrolment.ts'
import { unbase64 } from '../../../lib/bytes.ts'
import type { Desk } from '../../context.ts'
import { localValue, setLocal } from '../../db/local.ts'
import { recordAct } from '../../audit/index.ts'
import type { CaptureDevice, DeviceTrust } from '../../ports.ts'
import { refuse } from '../../refuse.ts'
import type { Station } from '../../station.ts'
import { KIND, type ReadingTimes, TIMES, within } from './read-device.ts'

const SBI_PORTS = [4501, 4600] as const

/** Whose scanners count here, by the profile. */
export function trustOf({ profile: { devices } }: Pick<Station, 'profile'>): DeviceTrust {
  return { ports: devices.sbiPorts ?? SBI_PORTS, anchors: (devices.anchors ?? []).map(unbase64) }
}

/** A scanner with what it says of itself now. */
export interface Standing {
  readonly device: CaptureDevice
  readonly state: DeviceState
}

/** How a device stands: it says so in time; one that fails or hangs is not ready. */
export async function stateOf(device: CaptureDevice, times: ReadingTimes = TIMES): Promise<DeviceState> {
  try {
    return (await within(times.ready, device.state())) ?? 'not-ready'
  } catch (error) {
    if (error instanceof Error) return 'not-ready'
    throw error
  }
}

/** All scanners that are there now, with their states. */
export async function standing(
  station: Pick<Station, 'ports' | 'profile'>,
  times?: ReadingTimes,
): Promise<Standing[]> {
  const devices = await station.ports.devices.find(trustOf(station))
  return Promise.all(devices.map(async (device) => ({ device, state: await stateOf(device, times) })))
}

/**
 * The scanner of a kind that is used now: the one that this desk chose, where it is ready, else the first ready one. DEVICE-BUSY,
 * DEVICE-UNTRUSTED, DEVICE-MISSING.
 */
export async function readyDevice(
  station: Pick<Station, 'ports' | 'profile' | 'read'>,
  kind: 'finger' | 'iris',
  times?: ReadingTimes,
): Promise<CaptureDevice> {
  const chosen = localValue(station.read, `scanner:${kind}`)
  const all = (await standing(station, times))
    .filter(({ device }) => device.kind === kind)
    .toSorted((a, b) => Number(b.device.id === chosen) - Number(a.device.id === chosen))
  const ready = all.find(({ state }) => state === 'ready')
  if (ready) return ready.device
  if (all.some(({ state }) => state === 'busy')) throw refuse('DEVICE-BUSY', KIND[kind])
  if (all.some(({ state }) => state === 'untrusted')) {
    throw refuse('DEVICE-UNTRUSTED', {
      why: 'profil stasiun tidak mengenal penyedianya, atau sertifikatnya tidak berlaku',
      whyEn: 'the profile does not know its provider, or its certificate does not count',
    })
  }
  throw refuse('DEVICE-MISSING', KIND[kind])
}

/** Remembers which scanner of a kind this desk uses where there are several. NOT-FOUND. */
export async function chooseDevice(
  station: Station,
  kind: 'finger' | 'iris',
  id: string,
): Promise<{ done: true }> {
  const devices = await station.ports.devices.find(trustOf(station))
  if (!devices.some((device) => device.id === id && device.kind === kind)) {
    throw refuse('NOT-FOUND', { what: 'Alat pemindai' })
  }
  await station.write.transaction((tx) => {
    const old = localValue(tx, `scanner:${kind}`) ?? null
    setLocal(tx, `scanner:${kind}`, id)
    recordAct(tx, station, 'scanner.chosen', station.code, { old: { [kind]: old }, new: { [kind]: id } })
  })
  return { done: true }
}

/** The scanners as the page shows them; none while no station is open, since nobody knows then whose count. */
export async function shownDevices(desk: Desk) {
  if (desk.door().door !== 'open') return []
  const station = desk.station()
  const all = await standing(station)
  return all.map(({ device, state }) => ({
    id: device.id,
    kind: device.kind,
    name: device.name,
    ready: state === 'ready',
    state,
    chosen: localValue(station.read, `scanner:${device.kind}`) === device.id,
    streamUrl: device.live ? `app://station/device/${device.id}` : null,
    matcher: station.ports.matcher !== null,
  }))
}
