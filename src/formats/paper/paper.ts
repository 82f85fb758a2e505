import { decodeBase45, encodeBase45 } from '../../lib/base45.ts'
import { base64, concat, hex, text, u64be, unhex, utf8 } from '../../lib/bytes.ts'
import { Fault, isFault } from '../../lib/fault.ts'
import { keyIdText, parseSignature, type SigningKey } from '../../lib/minisign.ts'
import { stationSchema } from '../fields.ts'
import { encodeHead, type HeadStatement, signHead, verifyHead } from '../head/signed-head.ts'
import { formatId, parseId } from '../id.ts'
import { unreadable } from '../json.ts'
import { formatStamp, type Signed } from '../trust/comment.ts'
import type { Trust } from '../trust/trust.ts'

const PAPER = 'rekam-paper'
const PREFIX = 'REKAM1'
const LIMIT = 400

/** The fields in their order, in bytes; the station's code is the rest. */
const LENGTHS = { keyId: 8, signature: 64, global: 64, seq: 8, id: 16, epoch: 16, head: 32 } as const
type Field = keyof typeof LENGTHS
const FIXED = Object.values(LENGTHS).reduce((sum, length) => sum + length, 0)

/** What a paper says before anyone verified it. */
export interface Proof {
  readonly statement: HeadStatement
  /** The document and the minisign signature that the paper stands for, byte for byte. */
  readonly signed: Signed
  readonly keyId: string
}

/**
 * The QR text of a proof of recording, a delivery letter or an evening recap: the head that `signHead` signed, in QR's alphanumeric
 * set (paper.md), under 400 characters, without a word about a person. RangeError for a signature of another head.
 */
export function encodeProof(statement: HeadStatement, signature: string): string {
  const { keyId, signature: own, trustedComment, globalSignature } = parseSignature(signature)
  if (trustedComment !== commentOf(statement)) throw new RangeError('a signature of another head')
  const { seq, id, epoch, head, station } = statement
  const bytes = concat(
    keyId,
    own,
    globalSignature,
    u64be(seq),
    parseId(id),
    parseId(epoch),
    unhex(head),
    utf8(station),
  )
  return PREFIX + encodeBase45(bytes)
}

/** Signs a head and spells it for a QR. */
export function signProof(statement: HeadStatement, key: SigningKey): string {
  return encodeProof(statement, signHead(statement, key).signature)
}

/**
 * What a QR says, unverified. Faults FORMAT-UNREADABLE {format: 'rekam-paper', why}, and FORMAT-NEWER for a paper of a later version.
 */
export function decodeProof(spelt: string): Proof {
  const fields = fieldsOf(spelt)
  const statement: HeadStatement = {
    station: stationOf(fields.rest),
    epoch: formatId(fields.epoch),
    seq: seqOf(fields.seq),
    id: formatId(fields.id),
    head: hex(fields.head),
  }
  const keyId = keyIdText(fields.keyId)
  const lines = [
    'untrusted comment: rekam',
    base64(concat(utf8('ED'), fields.keyId, fields.signature)),
    `trusted comment: ${commentOf(statement)}`,
    base64(fields.global),
  ]
  return { statement, keyId, signed: { bytes: encodeHead(statement), signature: `${lines.join('\n')}\n` } }
}

/** The head that a paper proves. Faults of decodeProof and of Trust.verify. */
export function verifyProof(spelt: string, trust: Trust): HeadStatement {
  return verifyHead(decodeProof(spelt).signed, trust)
}

function commentOf({ station, epoch, seq, id }: HeadStatement): string {
  return formatStamp({ purpose: 'head', station, epoch, seq, id })
}

function fieldsOf(spelt: string): Record<Field, Uint8Array> & { readonly rest: Uint8Array } {
  if (spelt.length > LIMIT) throw unreadable(PAPER, 'too long')
  refuseOthers(spelt)
  const bytes = bytesOf(spelt.slice(PREFIX.length))
  // The station's code, at least three characters, is behind the fields.
  if (bytes.length < FIXED + 3) throw unreadable(PAPER, 'truncated')
  let at = 0
  const take = (field: Field) => bytes.subarray(at, (at += LENGTHS[field]))
  return {
    keyId: take('keyId'),
    signature: take('signature'),
    global: take('global'),
    seq: take('seq'),
    id: take('id'),
    epoch: take('epoch'),
    head: take('head'),
    rest: bytes.subarray(at),
  }
}

/** The digit after REKAM is the version; a second one would be the payload's, since version 10 is far. */
function refuseOthers(spelt: string): void {
  const version = /^REKAM([1-9])/.exec(spelt)?.[1]
  if (version === undefined) throw unreadable(PAPER, 'no paper of ours')
  if (version !== '1') throw new Fault('FORMAT-NEWER', { format: PAPER, version: Number(version) })
}

function bytesOf(spelt: string): Uint8Array {
  try {
    return decodeBase45(spelt)
  } catch (cause) {
    if (isFault(cause)) throw unreadable(PAPER, 'base45', cause)
    throw cause
  }
}

function seqOf(bytes: Uint8Array): number {
  const seq = Number(new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getBigUint64(0))
  if (!Number.isSafeInteger(seq) || seq < 1) throw unreadable(PAPER, 'seq')
  return seq
}

function stationOf(bytes: Uint8Array): string {
  const spelt = bytes.every((byte) => byte < 0x80) ? text(bytes) : ''
  if (!stationSchema.safeParse(spelt).success) throw unreadable(PAPER, 'station')
  return spelt
}
