import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { isFault } from '../../../lib/fault.ts'
import { readPackets, SIGNATURE_LIMIT } from './read-packets.ts'
import type { PacketSource } from './types.ts'

type Harm = 'none' | 'no packet' | 'no signature' | 'grown' | 'cut' | 'long signature'

interface Sample {
  readonly bytes: number
  readonly harm: Harm
}

function folderOfTest(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rekam-packets-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Bytes that no two packets share. */
function content(n: number, bytes: number): Buffer {
  const whole = Buffer.alloc(bytes, n + 1)
  if (bytes >= 4) whole.writeUInt32LE(n)
  return whole
}

function lay(folder: string, { bytes, harm }: Sample, n: number): PacketSource {
  const path = join(folder, `${n}.rkp`)
  const signaturePath = `${path}.minisig`
  const held = { grown: bytes + 3, cut: Math.max(0, bytes - 1) }[harm as 'grown'] ?? bytes
  if (harm !== 'no packet') writeFileSync(path, content(n, held))
  if (harm !== 'no signature')
    writeFileSync(signaturePath, content(n, harm === 'long signature' ? SIGNATURE_LIMIT + 9 : 300))
  return { id: String(n), epoch: '', seq: n, path, signaturePath, bytes, sha256: '' }
}

/** What of a file is given: all of it, or where it is too long one byte more than is allowed. */
const upTo = (path: string, most: number) => readFileSync(path).subarray(0, most + 1)

function openIn(folder: string): string[] {
  return readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).startsWith(folder)
    } catch {
      return false
    }
  })
}

const samples = fc.array(
  fc.record({
    bytes: fc.constantFrom(0, 1, 20_000, (64 << 10) - 1, 64 << 10, 300_000, 2 << 20, (2 << 20) + 1),
    harm: fc.oneof(
      { weight: 8, arbitrary: fc.constant<Harm>('none') },
      fc.constantFrom<Harm>('no packet', 'no signature', 'grown', 'cut', 'long signature'),
    ),
  }),
  { maxLength: 14 },
)

test('packets come in their order, byte for byte, up to the first that cannot be read; whoever stops leaves no file open', async () => {
  await fc.assert(
    fc.asyncProperty(samples, fc.nat({ max: 14 }), async (list, stop) => {
      const folder = folderOfTest()
      const packets = list.map((sample, n) => lay(folder, sample, n))
      const lost = list.findIndex(({ harm }) => harm === 'no packet' || harm === 'no signature')
      const due = lost < 0 ? list.length : lost
      let given = 0
      let said: unknown
      try {
        for await (const { packet, data, signature } of readPackets(packets)) {
          expect(packet).toBe(packets[given])
          expect(Buffer.compare(data, upTo(packet.path, room(packet, packets)))).toBe(0)
          expect(Buffer.compare(signature, upTo(packet.signaturePath, SIGNATURE_LIMIT))).toBe(0)
          // Those that are being read now write into no memory of this one.
          await new Promise(setImmediate)
          expect(Buffer.compare(data, upTo(packet.path, room(packet, packets)))).toBe(0)
          given++
          if (given === stop) break
        }
      } catch (error) {
        said = error
      }
      const isStopped = stop > 0 && stop <= due
      expect(given).toBe(isStopped ? stop : due)
      const isLost = !isStopped && lost >= 0
      expect(isFault(said, 'PACKET-LACKING') ? said.params : said).toEqual(
        isLost ? { id: String(lost), errno: 'ENOENT' } : undefined,
      )
      expect(openIn(folder)).toEqual([])
    }),
    { numRuns: 40 },
  )
})

/** A shorter packet's room is that of the longest of its kind: a file that grew is given up to there. */
function room({ bytes }: PacketSource, all: readonly PacketSource[]): number {
  const isAhead = (one: number) => one >= 64 << 10 && one <= 2 << 20
  return Math.max(...all.map((one) => one.bytes).filter((one) => isAhead(one) === isAhead(bytes)))
}
