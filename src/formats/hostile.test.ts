import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { text, utf8 } from '../lib/bytes.ts'
import { isFault } from '../lib/fault.ts'
import { decodeInfo } from './bag/info.ts'
import { decodeManifest } from './bag/manifest.ts'
import { decodeCommit } from './commit/commit.ts'
import { headFormat } from './head/signed-head.ts'
import { decodeJson } from './json.ts'
import { manifestFormat } from './packet/manifest.ts'
import { openPacket } from './packet/packet.ts'
import { readProfile } from './profile/profile.ts'
import { readReceipt } from './receipt/receipt.ts'
import { golden } from './testing/golden.ts'
import { CENTRE_IDENTITY } from './testing/sample.ts'
import { decodeBundle } from './trust/bundle.ts'
import { readCertificate } from './trust/certificate.ts'
import { readRevocation } from './trust/revocation.ts'
import { decodeIndex } from './volume/index-file.ts'

/** Every reader of text, with a sound document. */
const bundle = decodeBundle(golden('trust', 'CERTS.JSN'))
const volume = Buffer.from(golden('volume', 'S0000012.TAR'))
const index = volume.subarray(volume.indexOf('{"format":"rekam-index"'), volume.lastIndexOf('}\n') + 2)
const manifest = openPacket(golden('packet', 'recording.rkp'), [CENTRE_IDENTITY]).manifest
const READERS: [string, (bytes: Uint8Array) => unknown, Uint8Array][] = [
  ['head', (bytes) => decodeJson(headFormat, bytes), golden('head', 'head.json')],
  ['certificate', readCertificate, bundle[0]!.bytes],
  ['revocation', readRevocation, bundle.at(-1)!.bytes],
  ['bundle', decodeBundle, golden('trust', 'CERTS.JSN')],
  ['packet', (bytes) => decodeJson(manifestFormat, bytes), utf8(`${JSON.stringify(manifest)}\n`)],
  ['index', decodeIndex, index],
  ['commit', decodeCommit, golden('commit', 'C0000012.JSN')],
  ['receipt', readReceipt, golden('receipt', '12.json')],
  ['profile', readProfile, golden('profile', 'profile.json')],
]
const HOSTILE: unknown[] = [
  null,
  true,
  -1,
  0,
  1.5,
  1e308,
  2 ** 53,
  '',
  ' ',
  '../../etc/passwd',
  'a\u0000b',
  '\u202egnp.exe',
  'x'.repeat(5000),
  [],
  {},
  [[]],
  { length: 1 },
  { valueOf: 1, toString: 2, hasOwnProperty: 3 },
  { constructor: { prototype: {} } },
]

/** Every place in a JSON value. */
function* places(value: unknown, path: (string | number)[] = []): Generator<(string | number)[]> {
  yield path
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) yield* places(inner, [...path, key])
}

/** A copy with the value at a place replaced; undefined takes it out. */
function replaced(value: unknown, [key, ...rest]: (string | number)[], by: unknown): unknown {
  if (key === undefined) return by
  const copy: unknown = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }
  Reflect.set(copy as object, key, replaced(Reflect.get(value as object, key), rest, by))
  return copy
}

/** What is read must be readable: nothing but a Fault may come out. */
function attempt(read: () => unknown): 'read' | 'refused' {
  try {
    read()
    return 'read'
  } catch (e) {
    if (isFault(e)) return 'refused'
    throw e
  }
}

describe.each(READERS)('%s', (_, read, sound) => {
  const value: unknown = JSON.parse(text(sound))

  test('reads its own', () => {
    expect(attempt(() => read(sound))).toBe('read')
  })

  test('any hostile value at any place is judged, never crashes; a truth value nowhere passes, null only where a page says so', () => {
    const nullable = new Set(['previous', 'changes', 'snapshot'])
    for (const path of places(value)) {
      const verdicts = HOSTILE.map((hostile) =>
        attempt(() => read(utf8(JSON.stringify(replaced(value, path, hostile))))),
      )
      expect(verdicts.slice(0, 2)).toEqual([
        nullable.has(String(path[0])) && path.length === 1 ? 'read' : 'refused',
        'refused',
      ])
      if (path.length === 0) expect(new Set(verdicts)).toEqual(new Set(['refused']))
    }
  })

  test('every key is needed or known to be optional; format and version are always needed', () => {
    for (const key of ['format', 'version']) {
      expect(attempt(() => read(utf8(JSON.stringify(replaced(value, [key], undefined)))))).toBe('refused')
    }
    for (const path of places(value))
      attempt(() => read(utf8(JSON.stringify(replaced(value, path, undefined)) ?? '')))
  })

  test('duplicates, prototypes, depth, noise', () => {
    const spelt = text(sound)
    const spoilt = [
      spelt.replace('{', '{"format":"x",'),
      spelt.replace('{', '{"__proto__":{"format":1},'),
      spelt.replace('{', `{"deep":${'['.repeat(100_000)}${']'.repeat(100_000)},`),
      `\uFEFF${spelt}`,
      `${spelt}${spelt}`,
      spelt.replace('}\n', '}\u0000'),
    ]
    for (const hostile of spoilt) expect(attempt(() => read(utf8(hostile)))).toBe('refused')
  })

  test('mutated bytes', () => {
    const mutations = fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), {
      minLength: 1,
      maxLength: 6,
    })
    fc.assert(
      fc.property(mutations, (all) => {
        const bent = sound.slice()
        for (const [at, byte] of all) bent[at] = byte
        expect(['read', 'refused']).toContain(attempt(() => read(bent)))
      }),
      { numRuns: 200 },
    )
  })
})

test('nothing of this left a mark on the prototypes', () => {
  expect(Object.keys(Object.prototype)).toEqual([])
  expect(({} as { format?: unknown }).format).toBeUndefined()
})

test('any text is a manifest or a bag-info or refused', () => {
  const line = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      `${'a'.repeat(64)}  data/x`,
      'Rekam-Kind: export',
      'Payload-Oxum: 1.1',
      'a: b',
      'A: c',
      ' folded',
    ),
  )
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const spelt = lines.map((one) => `${one}\n`).join('')
      attempt(() => decodeManifest(spelt))
      expect(attempt(() => decodeInfo(spelt))).toBe('refused')
    }),
  )
})
