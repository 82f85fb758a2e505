import { describe, expect, test } from 'vitest'
import { encrypt } from '../../lib/age.ts'
import { hex, utf8 } from '../../lib/bytes.ts'
import { Fault } from '../../lib/fault.ts'
import { blake2b512, sha256 } from '../../lib/hash.ts'
import { packTar } from '../../lib/tar.ts'
import { cuts, flips } from '../testing/damage.ts'
import {
  CENTRE,
  CENTRE_IDENTITY,
  EPOCH,
  RECOVERY_IDENTITY,
  sampleId,
  sampleTrust,
  STATE_IDENTITY,
  STRANGER,
} from '../testing/sample.ts'
import { samplePacket } from '../testing/samples.ts'
import type { Stamp } from '../trust/comment.ts'
import { checkPacket, compareInnerOuter, openPacket, openWithFileKey, sealPacket } from './packet.ts'

const INPUT = samplePacket()
const SEALED = sealPacket(INPUT)
const code = (expected: string, params?: object) =>
  expect.objectContaining(params === undefined ? { code: expected } : { code: expected, params })
const unreadable = (why: string) => code('FORMAT-UNREADABLE', { format: 'rekam-packet', why })

test('both recipients and the file key open it, member for member, in the order of the format', () => {
  for (const open of [
    openPacket(SEALED.bytes, [CENTRE_IDENTITY]),
    openPacket(SEALED.bytes, [STATE_IDENTITY, RECOVERY_IDENTITY]),
    openWithFileKey(SEALED.bytes, SEALED.fileKey),
  ]) {
    expect(open.manifest).toEqual(SEALED.manifest)
    expect([...open.members.keys()]).toEqual([
      'biodata.json',
      'photo.jpg',
      'photo-original.png',
      'signature.png',
      'signature.json',
      'finger-left-index-2.png',
      'finger-left-index.png',
      'iris-left.png',
      'document-kk.jpg',
      'capture.json',
      'audit.ndjson',
    ])
    for (const { name, data } of INPUT.members) expect(hex(open.members.get(name)!)).toBe(hex(data))
  }
})

test('the station itself cannot open it', () => {
  expect(() => openPacket(SEALED.bytes, [STATE_IDENTITY])).toThrow(code('AGE-NO-IDENTITY'))
})

test('the outer signature says what the inner manifest says', () => {
  const stamp = checkPacket(SEALED, sampleTrust())
  const { id, station, epoch, seq } = INPUT
  expect(stamp).toEqual({ purpose: 'packet', id, station, epoch, seq })
  expect(
    checkPacket({ blake2b: blake2b512(SEALED.bytes), signature: SEALED.signature }, sampleTrust()),
  ).toEqual(stamp)
  expect(SEALED.sha256).toBe(hex(sha256(SEALED.bytes)))
  compareInnerOuter(SEALED.manifest, stamp)
  const wrong: Partial<Stamp> = {
    id: sampleId(3),
    station: '5272-02-A',
    epoch: sampleId(4),
    seq: 13,
    purpose: 'bag',
  }
  for (const [field, value] of Object.entries(wrong)) {
    expect(() => compareInnerOuter(SEALED.manifest, { ...stamp, [field]: value })).toThrow(
      code('PACKET-INNER-OUTER', { field }),
    )
  }
})

test('a packet sealed by a stranger', () => {
  expect(() => checkPacket(sealPacket({ ...INPUT, key: STRANGER }), sampleTrust())).toThrow(
    code('TRUST-UNKNOWN-KEY'),
  )
})

describe('never sealed', () => {
  const first = INPUT.members[0]!
  test.each([
    ['a member outside the format', { members: [...INPUT.members, { ...first, name: 'note.txt' }] }],
    ['a path', { members: [...INPUT.members, { ...first, name: 'document-../../x.png' }] }],
    ['a name in capitals', { members: [...INPUT.members, { ...first, name: 'Document-x.png' }] }],
    ['a member twice', { members: [...INPUT.members, first] }],
    ['a manifest of the caller', { members: [...INPUT.members, { ...first, name: 'manifest.json' }] }],
    ['no biodata', { members: INPUT.members.filter(({ name }) => name !== 'biodata.json') }],
    ['a foreign media type', { members: INPUT.members.map((member) => ({ ...member, media: 'x' })) }],
    ['no recipients', { recipients: [] }],
    ['a passphrase as recipient', { recipients: ['secret'] }],
    ['an amendment of nothing', { kind: 'amendment' as const }],
    ['a recording that amends', { amends: sampleId(9) }],
    ['a recording that supersedes itself', { supersedes: INPUT.id }],
    ['sequence zero', { seq: 0 }],
    ['no id', { id: '3171234567890123' }],
  ])('%s', (_, wrong) => {
    expect(() => sealPacket({ ...INPUT, ...wrong })).toThrow(code('FORMAT-INVALID'))
  })
})

describe('a hostile packet, sealed well to the right recipient', () => {
  const biodata = utf8('{}')
  const manifest = {
    format: 'rekam-packet',
    version: 1,
    id: INPUT.id,
    station: INPUT.station,
    epoch: EPOCH,
    seq: 12,
    kind: 'recording',
    keyId: 'A'.repeat(16),
    recipients: [CENTRE],
    members: [{ name: 'biodata.json', sha256: hex(sha256(biodata)), media: 'application/json' }],
  }
  type Files = { name: string; data: Uint8Array }[]
  const sealed = (files: Files) => encrypt(packTar(files), { recipients: [CENTRE] }).sealed
  const files = (over: object = {}, rest: Files = [{ name: 'biodata.json', data: biodata }]): Files => [
    { name: 'manifest.json', data: utf8(JSON.stringify({ ...manifest, ...over })) },
    ...rest,
  ]
  const more = { name: 'photo.jpg', data: biodata }
  const entry = { name: 'photo.jpg', sha256: '00'.repeat(32), media: 'image/jpeg' }

  test('the honest one opens', () => {
    expect(openPacket(sealed(files()), [CENTRE_IDENTITY]).members.size).toBe(1)
  })

  test.each([
    ['no members at all', [], 'no manifest'],
    ['no manifest', files().slice(1), 'no manifest'],
    ['the manifest not first', files().toReversed(), 'no manifest'],
    ['a member more than said', files({}, [...files().slice(1), more]), 'members'],
    ['a member less than said', files({}, []), 'members'],
    ['another member than said', files({}, [more]), 'members'],
    [
      'another content than said',
      files({}, [{ name: 'biodata.json', data: utf8('{"a":1}') }]),
      'member sha256',
    ],
    ['members out of order', files({ members: [entry, ...manifest.members] }), 'members custom'],
    [
      'a path as member',
      files({ members: [{ ...entry, name: '../x' }, ...manifest.members] }),
      'members custom',
    ],
    ['a huge number', files({ seq: 1e300 }), 'seq too_big'],
    ['an unknown kind', files({ kind: '__proto__' }), 'kind invalid_value'],
    ['no JSON', [{ name: 'manifest.json', data: utf8('{') }], 'not JSON'],
  ])('%s', (_, hostile, why) => {
    expect(() => openPacket(sealed(hostile), [CENTRE_IDENTITY])).toThrow(unreadable(why))
  })

  test('a packet of the future', () => {
    expect(() => openPacket(sealed(files({ version: 2 })), [CENTRE_IDENTITY])).toThrow(
      code('FORMAT-NEWER', { format: 'rekam-packet', version: 2 }),
    )
  })

  test('no tar at all', () => {
    const { sealed: noise } = encrypt(utf8('noise'.repeat(300)), { recipients: [CENTRE] })
    expect(() => openPacket(noise, [CENTRE_IDENTITY])).toThrow(code('TAR-MALFORMED'))
  })
})

test('flipped or cut anywhere, it is a Fault and never half a packet', () => {
  const { bytes, fileKey, signature } = sealPacket(samplePacket('canary'))
  const trust = sampleTrust()
  for (const bent of [...flips(bytes, 11), ...cuts(bytes, 7)]) {
    expect(() => openWithFileKey(bent, fileKey)).toThrow(Fault)
    expect(() => checkPacket({ bytes: bent, signature }, trust)).toThrow(Fault)
  }
})
