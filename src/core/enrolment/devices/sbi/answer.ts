import type { DeviceIdentity, Slot } from '../../../../contract/enrolment.ts'
import { SLOT_WORDS } from '../../../../contract/slot-words.ts'
import { decodeFingerRecord } from '../../../../formats/biometric/finger-record.ts'
import { decodeIrisRecord } from '../../../../formats/biometric/iris-record.ts'
import { concat, hex, unhex, utf8 } from '../../../../lib/bytes.ts'
import { isFault } from '../../../../lib/fault.ts'
import { sha256 } from '../../../../lib/hash.ts'
import type { CaptureAnswer, CaptureResult } from '../../../ports.ts'
import { refuse } from '../../../refuse.ts'
import { FINGER_RECORD, IRIS_RECORD } from '../../slots.ts'
import { badAnswer } from './http.ts'
import { type CapturePayload, captureSchema, type DigitalId, payloadSchema } from './messages.ts'
import { type Laying, partOf, positionOf } from './names.ts'
import { digitalIdOf, parsed, signedBy, type Trusting } from './trust.ts'

/** What an answer has to fit. */
export interface Expected extends Trusting {
  readonly laying: Laying
  readonly transaction: string
  /** Where the chain ended before it, lower hex; null at the beginning. */
  readonly previous: string | null
  /** Who was asked. */
  readonly device: DigitalId
}

/** What an answer gave, and where the chain ends after it. */
export type SoundAnswer = CaptureAnswer & { readonly hash: string }

const CLOCKS_MS = 5 * 60_000
const FINE = '0'
/** The least resolution of a finger, in pixels per inch. */
const LEAST_PPI = 490

/**
 * Reads what a scanner answered to RCAPTURE and believes nothing of it: signature and chain to an anchor, who it says it is,
 * transaction, time, the fingers that were asked for, the record inside, the chain of hashes. One biometric that is wrong makes the whole
 * answer wrong. Faults DEVICE-ANSWER, DEVICE-UNTRUSTED, DEVICE-REFUSED, HAND-SWAPPED.
 */
export function readAnswer(answer: unknown, expected: Expected): SoundAnswer {
  const { biometrics } = parsed(captureSchema, answer)
  const failed = biometrics.filter(({ error }) => error.errorCode !== FINE)
  if (failed.length === biometrics.length) {
    const { errorCode, errorInfo } = failed[0]!.error
    throw refuse('DEVICE-REFUSED', {
      number: errorCode,
      info: errorInfo.replaceAll(/[^\w .,:-]/g, ' ').slice(0, 80),
    })
  }
  const results = new Map<Slot, CaptureResult>()
  let hash = expected.previous === null ? sha256(utf8('')) : unhex(expected.previous)
  for (const { data, hash: said, error } of biometrics) {
    if (error.errorCode !== FINE) continue
    const read = readBiometric(data ?? '', expected)
    hash = sha256(concat(hash, sha256(read.image)))
    if ((said ?? '').toLowerCase() !== hex(hash))
      throw badAnswer('rantai hash terputus', 'the chain of hashes is broken')
    if (results.has(read.slot)) throw badAnswer('satu jari dua kali', 'a finger twice')
    const { slot, identity, ...rest } = read
    results.set(slot, { slot, ...rest, identity: { ...identity, hash: hex(hash) } })
  }
  return { results: [...results.values()], hash: hex(hash) }
}

function readBiometric(data: string, expected: Expected) {
  const { said, certificate } = signedBy(data, payloadSchema, expected)
  const device = digitalIdOf(said.digitalId, expected)
  if (device.serialNo !== expected.device.serialNo || device.type !== expected.device.type) {
    throw badAnswer('dari alat lain', 'from another device')
  }
  if (said.bioType !== expected.device.type)
    throw badAnswer('jenis biometrik lain', 'another kind of biometric')
  if (said.transactionId !== expected.transaction)
    throw badAnswer('dari pengambilan lain', 'of another capture')
  if (Math.abs(expected.now.getTime() - Date.parse(said.timestamp)) > CLOCKS_MS) {
    throw badAnswer('waktunya lebih dari 5 menit berbeda', 'its time is more than 5 minutes off')
  }
  const slot = slotOf(said, expected)
  const image = new Uint8Array(Buffer.from(said.bioValue, 'base64url'))
  return {
    slot,
    image,
    media: mediaOf(image, partOf(slot, expected.laying.thumb)),
    score: said.qualityScore,
    original: utf8(data),
    identity: { ...identityOf(device, said), certificate },
  }
}

function identityOf(device: DigitalId, said: CapturePayload): Omit<DeviceIdentity, 'certificate' | 'hash'> {
  return {
    provider: device.deviceProvider,
    make: device.make,
    model: device.model,
    serial: device.serialNo,
    type: device.type,
    subType: device.deviceSubType,
    code: said.deviceCode,
    service: said.deviceServiceVersion,
    at: said.timestamp.slice(0, 40),
  }
}

function slotOf({ bioSubType }: CapturePayload, { laying }: Expected): Slot {
  const slot = laying.wanted.get(bioSubType)
  if (slot !== undefined) return slot
  const [hand = '', finger = ''] = bioSubType.split(' ')
  const other = laying.wanted.get(`${hand === 'Left' ? 'Right' : 'Left'} ${finger}`)
  if (other === undefined) throw badAnswer('jari yang tidak diminta', 'a finger that nobody asked for')
  throw refuse('HAND-SWAPPED', { finger: SLOT_WORDS[other].id, fingerEn: SLOT_WORDS[other].en })
}

/** The record has to say the same finger or eye as the signed words around it. DEVICE-ANSWER. */
function mediaOf(image: Uint8Array, part: string): string {
  const position = positionOf(part)
  try {
    if (position === undefined) {
      const [eye, ...more] = decodeIrisRecord(image)
      if (more.length > 0 || eye?.eye !== part)
        throw badAnswer('rekaman iris lain', 'a record of another eye')
      return IRIS_RECORD
    }
    const [finger, ...more] = decodeFingerRecord(image)
    if (more.length > 0 || finger?.position !== position)
      throw badAnswer('rekaman jari lain', 'a record of another finger')
    if (finger.ppi < LEAST_PPI) throw badAnswer('resolusi di bawah 500 dpi', 'below 500 dpi')
    return FINGER_RECORD
  } catch (error) {
    if (!isFault(error, 'FORMAT-UNREADABLE')) throw error
    throw badAnswer('bukan gambar ISO 19794', 'no ISO 19794 image', error)
  }
}
