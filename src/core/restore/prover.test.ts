import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { publicOf, formatPublicKey } from '../../lib/minisign.ts'
import { concat, hex } from '../../lib/bytes.ts'
import { sha256 } from '../../lib/hash.ts'
import { ROOT, sampleId, sampleItems, STATION } from '../../formats/testing/sample.ts'
import { samplePair } from '../../formats/testing/volume-sample.ts'
import { ProofLine } from './proof-line.ts'
import { provenBy, type PacketPiece } from './prove-packet.ts'
import { type Prover, proverHere, proverInThread } from './prover.ts'

const items = { root: formatPublicKey(publicOf(ROOT)), certificates: sampleItems(), station: STATION }
const thread = proverInThread(items)
const provers: [string, Prover][] = [
  ['here', proverHere(provenBy(items))],
  ['in a thread', thread],
]
afterAll(() => thread[Symbol.asyncDispose]())

/** A packet and its signature behind something else, as a volume has them. */
async function pieceOf(n: number, plain = 40): Promise<PacketPiece> {
  const [packet, signature] = await Promise.all(
    samplePair(n, plain).map(async ({ data }) => {
      const chunks: Uint8Array[] = []
      for await (const chunk of data instanceof Uint8Array ? [data] : data) chunks.push(chunk)
      return concat(...chunks)
    }),
  )
  const before = new Uint8Array(512)
  return {
    bytes: concat(before, packet!, signature!),
    packet: { offset: 512, bytes: packet!.length },
    signature: { offset: 512 + packet!.length, bytes: signature!.length },
    id: sampleId(n),
    sha256: hex(sha256(packet!)),
  }
}

describe.each(provers)('packets proved %s', (_, prover) => {
  test('answer with their bytes, digest and stamp', async () => {
    const piece = await pieceOf(3)
    const whole = piece.bytes.slice()
    const proved = await prover.prove(piece)
    const { packet } = proved
    expect(packet).toMatchObject({
      id: sampleId(3),
      sha256: piece.sha256,
      stamp: { purpose: 'packet', seq: 3, station: STATION },
    })
    expect(new Uint8Array(packet!.bytes)).toEqual(whole.subarray(512, 512 + piece.packet.bytes))
    proved.done()
  })

  test('under another id, or with any bit changed, prove nothing', async () => {
    const sound = await pieceOf(4)
    const copy = () => ({ ...sound, bytes: new Uint8Array(sound.bytes) })
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 512, max: sound.signature.offset + 100 }),
        fc.integer({ min: 0, max: 7 }),
        async (at, bit) => {
          const piece = copy()
          piece.bytes[at]! ^= 1 << bit
          const { packet } = await prover.prove(piece)
          // The first line of a signature is a comment that nobody signed.
          const isComment = at >= sound.signature.offset
          if (!isComment) expect(packet).toBeUndefined()
        },
      ),
      { numRuns: 60 },
    )
    expect((await prover.prove({ ...copy(), id: sampleId(5) })).packet).toBeUndefined()
    expect((await prover.prove(copy())).packet).toBeDefined()
  })

  test('bytes that are a part of others are left as they are there', async () => {
    const { bytes, ...rest } = await pieceOf(6)
    const larger = concat(bytes, new Uint8Array(10))
    const proved = await prover.prove({ ...rest, bytes: larger.subarray(0, bytes.length) })
    expect(proved.packet).toBeDefined()
    proved.done()
    expect(larger.length).toBe(bytes.length + 10)
  })

  test('are taken in the order in which they were read', async () => {
    const taken: string[] = []
    const line = new ProofLine(prover, async ({ packet }, id) => {
      expect(packet?.id).toBe(id)
      taken.push(id)
    })
    const numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9]
    for (const n of numbers) await line.add(await pieceOf(n, n % 2 === 0 ? 200_000 : 20))
    await line.end()
    expect(taken).toEqual(numbers.map(sampleId))
  })

  test('stop where one cannot be taken', async () => {
    const line = new ProofLine(prover, async (_proved, id) => {
      if (id === sampleId(2)) throw new Error('no room')
    })
    await expect(
      (async () => {
        for (const n of [1, 2, 3, 4, 5, 6, 7, 8]) await line.add(await pieceOf(n))
        await line.end()
      })(),
    ).rejects.toThrow('no room')
  })
})

test('a thread that ends leaves nobody waiting', async () => {
  const ended = proverInThread(items)
  const proving = ended.prove(await pieceOf(7))
  await ended[Symbol.asyncDispose]()
  await expect(proving).rejects.toThrow()
})

test('a root that is none is said with the first packet', async () => {
  await using prover = proverInThread({ ...items, root: 'nobody' })
  await expect(prover.prove(await pieceOf(8))).rejects.toThrow()
})
