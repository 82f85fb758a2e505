// Hostile files: every decoder of files that others make (documents.ts, containers.ts, pictures.ts, tables.ts, certificates.ts, scanner.ts) gets mutated sound files and noise.
// Some hundreds in every run, fewer where each costs a process or a thread. REKAM_FUZZ_FILES=10000 tries that many of each, REKAM_FUZZ_SEED takes another
// course, and REKAM_FUZZ_ONLY=XLSX,CSV those whose name has one of the words.
import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asRefusal } from '../../rpc.ts'
import { certificates } from './certificates.ts'
import { CONTAINERS } from './containers.ts'
import { type Decoder, HOSTILE_PREFIX } from './decoder.ts'
import { DOCUMENTS } from './documents.ts'
import { hostileFile } from './mutate.ts'
import { pictures } from './pictures.ts'
import { scanner } from './scanner.ts'
import { tables } from './tables.ts'

const SOME = 300
const ASKED = process.env['REKAM_FUZZ_FILES']
const SEED = Number(process.env['REKAM_FUZZ_SEED'] ?? 20261126)
/** A file that is read for longer hangs; machines under test are slow. */
const HANG_MS = 60_000
const GROWN_MB = 300

const ONLY = (process.env['REKAM_FUZZ_ONLY'] ?? '').split(',')
const DECODERS: readonly Decoder[] = [
  ...DOCUMENTS,
  ...CONTAINERS,
  ...(await pictures()),
  ...tables(),
  ...certificates(),
  ...scanner(),
].filter(({ name }) => ONLY.some((word) => name.includes(word)))

async function inTime(work: () => unknown): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error('HANGS')), HANG_MS)
  })
  const started = performance.now()
  try {
    await Promise.race([work(), late])
  } finally {
    clearTimeout(timer)
  }
  // What does not give the thread back cannot be raced.
  if (performance.now() - started > HANG_MS) throw new Error('HANGS')
}

/** The code of the refusal, or 'taken'. Whatever has no words for a person is thrown. */
async function verdict(decoder: Decoder, bytes: Uint8Array, of: number): Promise<string> {
  try {
    await inTime(() => decoder.read(bytes, of))
    return 'taken'
  } catch (error) {
    const { code } = asRefusal(error).data
    if (code === 'INTERNAL') throw error
    return code
  }
}

const megabytes = () => process.memoryUsage().rss / 2 ** 20

describe.each(DECODERS.map((decoder) => [decoder.name, decoder] as const))('%s', (name, decoder) => {
  test('takes what is sound', async () => {
    for (const [of, bytes] of decoder.sound.entries())
      expect([of, await verdict(decoder, bytes, of)]).toEqual([of, 'taken'])
  })

  test('refuses what is hostile by a code, in bounded time and memory', {
    timeout: 6 * 3600_000,
  }, async () => {
    const numRuns = ASKED === undefined ? Math.ceil(SOME / (decoder.oneIn ?? 1)) : Number(ASKED)
    const started = performance.now()
    const codes = new Map<string, number>()
    const before = megabytes()
    let most = before
    await fc.assert(
      fc.asyncProperty(hostileFile(decoder.sound), async ({ of, bytes }) => {
        const code = await verdict(decoder, bytes, of)
        codes.set(code, (codes.get(code) ?? 0) + 1)
        most = Math.max(most, megabytes())
      }),
      { numRuns, seed: SEED, endOnFailure: true },
    )
    const said = [...codes].toSorted(([, a], [, b]) => b - a).map(([code, n]) => `${code} ${n}`)
    const seconds = ((performance.now() - started) / 1000).toFixed(0)
    process.stdout.write(
      `hostile: ${name}: ${numRuns} in ${seconds} s: ${said.join(', ')}; +${(most - before).toFixed(0)} MB, ${most.toFixed(0)} MB at most\n`,
    )
    expect([...codes.keys()].every((code) => code === 'taken')).toBe(decoder.refusesNothing === true)
    expect(most - before).toBeLessThan(GROWN_MB)
  })
})

test('nothing of this left a mark on the prototypes, or a folder behind', () => {
  expect(Object.keys(Object.prototype)).toEqual([])
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith(HOSTILE_PREFIX))).toEqual([])
})
