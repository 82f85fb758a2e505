import { inflateSync } from 'node:zlib'
import * as vectors from 'cctv-age'
import { describe, expect, it } from 'vitest'
import { type By, decrypt, decryptChunks } from './age.ts'
import { concat, hex } from './bytes.ts'
import { isFault } from './fault.ts'
import { sha256 } from './hash.ts'

/** The community's vectors for the format (https://c2sp.org/CCTV/age): files that a reader must open, and must refuse. */
type Vector = { name: string; fields: Map<string, string>; file: Uint8Array; by: By }

function parse([name, bytes]: [string, Uint8Array]): Vector {
  const buffer = Buffer.from(bytes)
  const end = buffer.indexOf('\n\n')
  const lines = buffer.subarray(0, end).toString().split('\n')
  const pairs = lines.map((line): [string, string] => [line.split(': ')[0] ?? '', line.split(': ')[1] ?? ''])
  const all = (key: string) => pairs.filter(([k]) => k === key).map(([, value]) => value)
  const fields = new Map(pairs)
  const body = buffer.subarray(end + 2)
  const file = new Uint8Array(fields.get('compressed') === 'zlib' ? inflateSync(body) : body)
  const passphrase = all('passphrase')[0]
  return {
    name,
    fields,
    file,
    by: passphrase === undefined ? { identities: all('identity') } : { passphrase },
  }
}

const all = Object.entries(vectors).map(parse)
// Not ours: the ASCII armor, and hybrid post-quantum keys, which stock age 1.1 cannot open either.
const armored = all.filter(({ fields }) => fields.get('armored') === 'yes')
const rest = all.filter((vector) => !armored.includes(vector))
const hybrid = rest.filter(({ by }) => by.identities?.some((id) => !id.startsWith('AGE-SECRET-KEY-1')))
const ours = rest.filter((vector) => !hybrid.includes(vector))

const CODES = new Map([
  ['success', /^opened$/],
  ['no match', /^AGE-(NO-IDENTITY|PASSPHRASE)$/],
  ['HMAC failure', /^AGE-DAMAGED header-mac$/],
  ['header failure', /^AGE-(NOT-AGE|DAMAGED (?!header-mac|chunk))/],
  ['payload failure', /^AGE-DAMAGED (chunk|truncated)$/],
])

async function outcome(open: () => Uint8Array | Promise<Uint8Array>, payload: string | undefined) {
  try {
    const plain = await open()
    return hex(sha256(plain)) === payload ? 'opened' : 'other content'
  } catch (e) {
    return isFault(e) ? `${e.code} ${e.params.why ?? ''}`.trim() : `not a Fault: ${String(e)}`
  }
}

async function streamed(file: Uint8Array, by: By, size: number) {
  const parts: Uint8Array[] = []
  const pieces = async function* () {
    for (let at = 0; at < file.length; at += size) yield file.subarray(at, at + size)
  }
  for await (const part of decryptChunks(pieces(), by)) parts.push(part)
  return concat(...parts)
}

describe('the vectors of CCTV', () => {
  it('are all here', () => expect(ours.length).toBeGreaterThan(80))

  it.each(ours.map((vector) => [vector.name, vector] as const))('%s', async (_, { fields, file, by }) => {
    const expected = CODES.get(fields.get('expect') ?? '') ?? /^an expectation that this test knows$/
    expect(await outcome(() => decrypt(file, by), fields.get('payload'))).toMatch(expected)
    for (const size of [100_000, 7777])
      expect(await outcome(() => streamed(file, by, size), fields.get('payload'))).toMatch(expected)
  })

  it('in ASCII armor are refused by name', async () => {
    expect(armored.length).toBeGreaterThan(10)
    for (const { file, by } of armored) expect(await outcome(() => decrypt(file, by), '')).toBe('AGE-NOT-AGE')
  })

  it('with hybrid keys are refused by their identity', async () => {
    expect(hybrid.length).toBeGreaterThan(5)
    for (const { file, by } of hybrid)
      expect(await outcome(() => decrypt(file, by), '')).toMatch(/^AGE-(IDENTITY-MALFORMED|DAMAGED)/)
  })
})
