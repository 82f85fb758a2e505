import { createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync, inflateSync } from 'node:zlib'
import { Sign1 } from '@auth0/cose'
import { Transformer } from '@napi-rs/image'
import { decode } from 'cborg'
import fc from 'fast-check'
import QRCode from 'qrcode'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Suket } from '../../../contract/suket.ts'
import { publicKeyOf } from '../../../lib/minisign-keys.ts'
import { openTestStation, samplePng, type TestStation } from '../../testing/index.ts'
import { verifyHere } from '../handlers.ts'
import { issueSuket } from '../issue.ts'
import { letterKeys } from '../letter-keys.ts'
import { formBomb, pdfOf, pictureBomb, pngOf } from '../testing/bombs.ts'
import { type Hand, photograph, renderPage } from '../testing/photograph.ts'
import { saveSuket } from '../save.ts'
import { recorded, samplePerson } from '../testing/recorded.ts'
import { readQr } from './read-qr.ts'

let open: TestStation
let suket: Suket
let pdf: string
const qrOf = () => open.station.read.get<{ qr: string }>('SELECT qr FROM suket WHERE id = ?', [suket.id])!.qr
beforeAll(async () => {
  open = await openTestStation()
  // The longest name and address of the samples: the densest QR.
  suket = await issueSuket(open.station, await recorded(open, samplePerson(6)))
  pdf = join(open.temp('letter'), 'letter.pdf')
  await saveSuket(open.station, suket.id, pdf)
})
afterAll(() => open.close())

const STEADY: Hand = { turn: 0, tilt: [0, 0], blur: 0, noise: 0, shade: 0, quality: 90, seed: 1 }

/** RFC 9285 by the book, not ours: three letters are n = c + d*45 + e*45*45, two at the end one byte. */
function base45(text: string): Buffer {
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
  const bytes: number[] = []
  for (let at = 0; at < text.length; at += 3) {
    const [c, d, e] = text
      .slice(at, at + 3)
      .split('')
      .map((letter) => alphabet.indexOf(letter))
    const n = c! + d! * 45 + (e ?? 0) * 2025
    bytes.push(...(e === undefined ? [n] : [n >> 8, n & 255]))
  }
  return Buffer.from(bytes)
}

describe('the QR of an issued letter', () => {
  it.each([150, 300])('reads back from the page at %d dpi, and from its PDF', async (dpi) => {
    expect(await readQr(photograph(renderPage(pdf, dpi), STEADY))).toEqual([qrOf()])
    expect(await readQr(readFileSync(pdf))).toEqual([qrOf()])
  })

  it('holds for an implementation that is not ours, with the key of the trust list alone', async () => {
    const [read] = await readQr(readFileSync(pdf))
    const cose = inflateSync(base45(read!))
    const [{ key }] = letterKeys(open.station) as [ReturnType<typeof letterKeys>[number]]
    const pem = publicKeyOf(key).export({ format: 'pem', type: 'spki' })
    const signed = Sign1.decode(cose)
    await signed.verify(createPublicKey(pem))
    const { payload } = signed
    const cwt = decode(new Uint8Array(payload), { useMaps: true }) as Map<number, unknown>
    const person = samplePerson(6)
    expect(Buffer.from(cwt.get(7) as Uint8Array).toString()).toBe(suket.number)
    const identity = cwt.get(169) as Map<number, unknown>
    expect(Object.fromEntries(identity)).toMatchObject({
      1: person.nik,
      2: '1.0',
      4: person.nama,
      8: person.tanggalLahir.replaceAll('-', ''),
    })
    cose[cose.length - 1]! ^= 1
    await expect(Sign1.decode(cose).verify(createPublicKey(pem))).rejects.toThrow(/./)
  })

  it('reads back from photographs: askew, tilted, blurred, shaded and noisy', async () => {
    const page = renderPage(pdf, 200)
    const hands: fc.Arbitrary<Hand> = fc.record({
      turn: fc.oneof(fc.integer({ min: -30, max: 30 }), fc.integer({ min: 165, max: 195 })),
      tilt: fc
        .tuple(fc.integer({ min: -18, max: 18 }), fc.integer({ min: -18, max: 18 }))
        .map(([across, along]) => [across / 100, along / 100] as const),
      blur: fc.integer({ min: 0, max: 9 }).map((tenths) => tenths / 10),
      noise: fc.integer({ min: 0, max: 12 }),
      shade: fc.integer({ min: 0, max: 50 }).map((hundredths) => hundredths / 100),
      quality: fc.integer({ min: 60, max: 95 }),
      seed: fc.nat(1000),
    })
    await fc.assert(
      fc.asyncProperty(hands, async (hand) => {
        expect(await readQr(photograph(page, hand))).toEqual([qrOf()])
      }),
      { numRuns: 12, endOnFailure: true },
    )
  })
})

function base45Of(bytes: Uint8Array): string {
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
  let text = ''
  for (let at = 0; at < bytes.length; at += 2) {
    const two = at + 1 < bytes.length
    const n = two ? bytes[at]! * 256 + bytes[at + 1]! : bytes[at]!
    text +=
      alphabet[n % 45]! + alphabet[Math.floor(n / 45) % 45]! + (two ? alphabet[Math.floor(n / 2025)]! : '')
  }
  return text
}

describe('files that anybody may have made', () => {
  const refused = (code: string) => expect.objectContaining({ code })

  it('without a QR are said to have none', async () => {
    await expect(readQr(samplePng())).rejects.toThrow(refused('SUKET-NO-QR'))
    await expect(readQr(new Uint8Array())).rejects.toThrow(refused('SUKET-NO-QR'))
  })

  it('of somebody else are read all the same: the verdict is not theirs to give', async () => {
    const png = await QRCode.toBuffer('https://example.invalid/')
    expect(verifyHere(open.station, ...(await readQr(png))).verdict).toBe('not-a-suket')
  })

  it('damaged, cut and huge are refused, and the next one is read', async () => {
    const sound = readFileSync(pdf)
    const png = Buffer.from(await new Transformer(photograph(renderPage(pdf, 150), STEADY)).png())
    const huge = Buffer.from(png)
    huge.writeUInt32BE(100_000, 16)
    huge.writeUInt32BE(100_000, 20)
    const binary = Buffer.alloc(2000, 0xee)
    for (const bad of [huge, binary, Buffer.alloc(41_000_000), sound.subarray(0, 200), png.subarray(0, 20)])
      await expect(readQr(bad)).rejects.toThrow(refused('SUKET-PICTURE'))
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(sound, png),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (file, at, by) => {
          const bad = Buffer.from(file)
          for (let n = 0; n < 40; n++) bad[(at + n * 7919) % bad.length]! ^= by
          const read = await readQr(bad).catch((error: { code?: string }) => error.code)
          expect([['SUKET-PICTURE', 'SUKET-NO-QR'], ['array']][Array.isArray(read) ? 1 : 0]).toContain(
            Array.isArray(read) ? 'array' : read,
          )
        },
      ),
      { numRuns: 20 },
    )
    expect(await readQr(sound)).toEqual([qrOf()])
  })

  it('with the fullest QR there is, or one that inflates without end, are answered', async () => {
    const bomb = base45Of(deflateSync(Buffer.alloc(2_000_000)))
    for (const text of ['A'.repeat(4296), bomb]) {
      // Version 40, level L: 177 modules a side.
      const png = await QRCode.toBuffer([{ data: text, mode: 'alphanumeric' }], {
        errorCorrectionLevel: 'L',
        scale: 8,
      })
      const read = await readQr(png)
      expect(read).toEqual([text])
      expect(verifyHere(open.station, ...read).verdict).toBe('not-a-suket')
    }
  })

  it('that are as large as is let in, and say nothing, are answered', async () => {
    // Under the limit of pixels, a few kilobytes as a file.
    const white = pngOf(10_900, 10_900)
    expect(white.length).toBeLessThan(200_000)
    const answer = await readQr(white).catch((error: { code?: string }) => error.code)
    expect(['SUKET-NO-QR', 'SUKET-PICTURE']).toContain(answer)
  })

  it.each([
    ['forms within forms, ten to the tenth of them', formBomb()],
    ['a page as large as a field', pdfOf('[0 0 14400000 14400000]', '0 0 100 100 re f')],
    ['a picture of 400 megapixels in a kilobyte', pictureBomb()],
  ])('that are a PDF of %s are given up, and the next one is read', async (_what, bomb) => {
    const answer = await readQr(bomb, 8000).catch((error: { code?: string }) => error.code)
    expect(['SUKET-NO-QR', 'SUKET-PICTURE']).toContain(answer)
    expect(await readQr(readFileSync(pdf))).toEqual([qrOf()])
  })

  it('that take too long are given up', async () => {
    await expect(readQr(readFileSync(pdf), 1)).rejects.toThrow(refused('SUKET-PICTURE'))
  })
})
