import { createHash } from 'node:crypto'
import { signJws } from '../../lib/jws.ts'
import type { Signer } from './chain.ts'
import type { Part } from './people.ts'

/** One scanner of the service, as SBI describes it. */
export interface SbiDevice {
  readonly deviceId: string
  readonly type: 'Finger' | 'Iris'
  readonly subType: 'Slap' | 'Double'
  readonly subIds: readonly string[]
  readonly serial: string
}

export const VERSION = '0.9.5'
const CODE = 'REKAM-SIM'

function utf8(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value))
}

export function digitalIdOf({ serial, type, subType }: SbiDevice): Record<string, string> {
  return {
    serialNo: serial,
    make: 'REKAM',
    model: type === 'Finger' ? 'SAMPEL-442' : 'SAMPEL-IRIS',
    type,
    deviceSubType: subType,
    deviceProvider: 'REKAM SAMPEL',
    deviceProviderId: 'REKAM.SAMPEL',
    dateTime: new Date().toISOString(),
  }
}

/** What the device tells of itself; in discovery unsigned, in info signed. */
function facts(device: SbiDevice, status: string, port: number): Record<string, unknown> {
  return {
    deviceId: device.deviceId,
    deviceStatus: status,
    certification: 'L0',
    serviceVersion: VERSION,
    deviceSubId: device.subIds,
    callbackId: `http://127.0.0.1:${port}/`,
    deviceCode: CODE,
    specVersion: [VERSION],
    purpose: 'Registration',
  }
}

const FINE = { errorCode: '0', errorInfo: 'Success' }

export function discovered(device: SbiDevice, status: string, port: number): unknown {
  const digitalId = Buffer.from(utf8(digitalIdOf(device))).toString('base64url')
  return { ...facts(device, status, port), digitalId, error: FINE }
}

export function informed(device: SbiDevice, status: string, port: number, signer: Signer): unknown {
  const digitalId = signJws(utf8(digitalIdOf(device)), signer.key, signer.chain)
  const info = { ...facts(device, status, port), digitalId, firmware: '1.0', env: 'Developer' }
  return { deviceInfo: signJws(utf8(info), signer.key, signer.chain), error: FINE }
}

/** The names of SBI: `Right IndexFinger`, `Left Thumb`; of an eye its side. */
export function subTypeOf(part: Part): string {
  const [side = '', finger] = part.split('-')
  const hand = side.slice(0, 1).toUpperCase() + side.slice(1)
  if (finger === undefined) return hand
  const name = finger.slice(0, 1).toUpperCase() + finger.slice(1)
  return `${hand} ${name}${finger === 'thumb' ? '' : 'Finger'}`
}

/** hash = SHA256(previous | SHA256(iso)), upper hex; an empty previous one is SHA256(""). */
export function chainHash(previous: string, iso: Uint8Array): string {
  const before = previous === '' ? createHash('sha256').digest() : Buffer.from(previous, 'hex')
  const own = createHash('sha256').update(iso).digest()
  return createHash('sha256').update(before).update(own).digest('hex').toUpperCase()
}

export interface Biometric {
  readonly device: SbiDevice
  readonly signer: Signer
  readonly subType: string
  readonly record: Uint8Array
  readonly score: number
  readonly transactionId: string
  readonly requestedScore: string
  readonly env: string
  readonly purpose: string
  readonly timestamp: Date
}

/** The signed capture of one finger or eye. */
export function signedBiometric(one: Biometric): string {
  return signJws(
    utf8({
      digitalId: signJws(utf8(digitalIdOf(one.device)), one.signer.key, one.signer.chain),
      deviceCode: CODE,
      deviceServiceVersion: VERSION,
      bioType: one.device.type,
      bioSubType: one.subType,
      purpose: one.purpose,
      env: one.env,
      bioValue: Buffer.from(one.record).toString('base64url'),
      transactionId: one.transactionId,
      timestamp: one.timestamp.toISOString(),
      requestedScore: one.requestedScore,
      qualityScore: String(one.score),
    }),
    one.signer.key,
    one.signer.chain,
  )
}

export function errorOf(errorCode: string, errorInfo: string): { errorCode: string; errorInfo: string } {
  return { errorCode, errorInfo }
}
