import { isFault } from '../../../../lib/fault.ts'
import { readJws } from '../../../../lib/jws.ts'
import type { CaptureDevices, DeviceTrust } from '../../../ports.ts'
import { type Found, sbiDevice } from './device.ts'
import { ask } from './http.ts'
import { digitalIdSchema, foundSchema, infoListSchema, infoSchema, SPEC } from './messages.ts'
import { digitalIdOf, parsed, signedBy, type Trusting } from './trust.ts'

const PROBE_MS = 1000
const MOST_INFO = 1 << 20
/** What was found is as good as now for so long: a page asks every few seconds, a capture once. */
const FRESH_MS = 700

const STATES = {
  Ready: 'ready',
  Busy: 'busy',
  'Not Ready': 'not-ready',
  'Not Registered': 'not-registered',
} as const

/** Looks for SBI services on all ports at once, at every question: whoever comes or goes needs no restart. */
export function sbiDevices(now: () => Date): CaptureDevices {
  let last: { at: number; trust: DeviceTrust; found: Promise<Found[]> } | undefined
  return {
    async find(trust) {
      const isFresh = last && performance.now() - last.at < FRESH_MS && sameTrust(last.trust, trust)
      if (!isFresh) last = { at: performance.now(), trust, found: look(trust, now()) }
      const found = await last!.found
      return found.map((one) => sbiDevice(one, now))
    },
  }
}

function sameTrust(a: DeviceTrust, b: DeviceTrust): boolean {
  return (
    a.ports.join() === b.ports.join() &&
    a.anchors.length === b.anchors.length &&
    a.anchors.every((der, at) => Buffer.compare(der, b.anchors[at]!) === 0)
  )
}

async function look({ ports: [first, last], anchors }: DeviceTrust, now: Date): Promise<Found[]> {
  const ports = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
  const found = await Promise.all(ports.map((port) => devicesAt(port, { anchors, now })))
  return found.flat()
}

/** The devices of whoever listens on a port; none where nobody does, or another program. */
async function devicesAt(port: number, trusting: Trusting): Promise<Found[]> {
  const signal = AbortSignal.timeout(PROBE_MS)
  const probe = { port, timeoutMs: PROBE_MS, signal }
  try {
    const discovery = {
      ...probe,
      verb: 'MOSIPDISC',
      path: '/device',
      body: { type: 'Biometric Device' },
    } as const
    if (parsed(foundSchema, await ask(discovery, MOST_INFO)).length === 0) return []
    const info = { ...probe, verb: 'MOSIPDINFO', path: '/info', body: {} } as const
    const told = parsed(infoListSchema, await ask(info, MOST_INFO))
    return told.flatMap(({ deviceInfo }) => deviceOf(port, deviceInfo, trusting) ?? [])
  } catch (error) {
    if (isFault(error)) return []
    throw error
  }
}

/** One device by what it signed; `untrusted` where that does not count, so that a person sees that it is there and why not. */
function deviceOf(port: number, info: string, trusting: Trusting): Found | undefined {
  try {
    const { said } = signedBy(info, infoSchema, trusting)
    return foundOf(port, said, digitalIdOf(said.digitalId, trusting), trusting, STATES[said.deviceStatus])
  } catch (error) {
    if (isFault(error, 'DEVICE-UNTRUSTED')) return untrustedOf(port, info, trusting)
    if (isFault(error)) return undefined
    throw error
  }
}

function untrustedOf(port: number, info: string, trusting: Trusting): Found | undefined {
  try {
    const said = parsed(infoSchema, jsonOf(info))
    return foundOf(port, said, parsed(digitalIdSchema, jsonOf(said.digitalId)), trusting, 'untrusted')
  } catch (error) {
    if (error instanceof Error) return undefined
    throw error
  }
}

function jsonOf(compact: string): unknown {
  return JSON.parse(Buffer.from(readJws(compact).payload).toString('utf8'))
}

function foundOf(
  port: number,
  { deviceId, env, specVersion }: { deviceId: string; env: string; specVersion: string[] },
  digitalId: Found['digitalId'] | { type: 'Face' },
  { anchors }: Trusting,
  state: Found['state'],
): Found | undefined {
  if (digitalId.type === 'Face' || !specVersion.includes(SPEC)) return undefined
  return { port, deviceId, env, digitalId, state, anchors }
}
