import { readFileSync, readdirSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Transformer } from '@napi-rs/image'
import { describe, expect, test } from 'vitest'
import { biodataSchema } from '../../../src/contract/biodata.ts'
import { Regions, cardName, checkBiodata } from '../../../src/core/resident/index.ts'
import { jpeg } from '../draw.ts'
import { FINGERS, FINGER_HEIGHT, FINGER_WIDTH, HANDS } from './fingerprint.ts'
import { greyPng } from './grey.ts'
import { irisPicture } from './iris.ts'
import { fingerPng } from './people.ts'
import { portrait } from './portrait.ts'
import { SAMPLE_PEOPLE } from './sample-people.ts'
import { signature } from './signature.ts'

const RESOURCES = fileURLToPath(new URL('../../../resources', import.meta.url))
const PEOPLE = `${RESOURCES}/people`
const TODAY = '2026-11-23'

const fingers = HANDS.flatMap((hand) => FINGERS.map((finger) => `${hand}-${finger}`))
const FILES = [
  'biodata.json',
  ...fingers.map((finger) => `fingers/${finger}.png`),
  'irises/left.png',
  'irises/right.png',
  'photo.jpg',
  'second/left-index.png',
  'second/right-index.png',
  'signature.json',
  'signature.png',
].toSorted()

const read = (path: string) => readFileSync(`${PEOPLE}/${path}`)
const pixels = (image: Buffer) => new Transformer(image).rawPixelsSync()

describe('the table of people', () => {
  test('a dozen, plainly samples, each NIK once, each biodata whole', () => {
    expect(SAMPLE_PEOPLE).toHaveLength(12)
    expect(new Set(SAMPLE_PEOPLE.map(({ biodata }) => biodata.nik)).size).toBe(12)
    for (const { biodata } of SAMPLE_PEOPLE) {
      expect(biodataSchema.parse(biodata)).toEqual(biodata)
      expect(biodata.nama).toMatch(/CONTOH|SAMPLE/)
      expect(cardName(biodata.nama)).toBe(biodata.nama)
    }
  })

  test('each shows what it is there for, and nothing blocks any of them', () => {
    const regions = new Regions(RESOURCES)
    const noted = SAMPLE_PEOPLE.map(({ folder, biodata }) => {
      const { blocking, warnings } = checkBiodata(biodata, TODAY, regions)
      expect(blocking).toEqual([])
      return [folder, warnings.map((warning) => warning.code)]
    })
    expect(Object.fromEntries(noted)).toEqual({
      '01': [],
      '02': [],
      '03': ['BIRTHDATE-DEFAULT'],
      '04': ['BIRTHDATE-DEFAULT'],
      '05': ['BIRTHDATE-DEFAULT'],
      '06': [],
      '07': [],
      '08': [],
      '09': ['AGE-PRINT-AT-17'],
      '10': ['NIK-REGION-ELSEWHERE'],
      '11': ['NIK-BIRTHDATE-DEFAULT'],
      '12': ['NAME-ONE-WORD'],
    })
    expect(SAMPLE_PEOPLE[5]?.biodata.nama).toHaveLength(60)
  })
})

describe('the folders', () => {
  test.each(SAMPLE_PEOPLE)('$folder holds every capture and its biodata', ({ folder, biodata }) => {
    const found = readdirSync(`${PEOPLE}/${folder}`, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => `${entry.parentPath}/${entry.name}`.slice(PEOPLE.length + folder.length + 2))
    expect(found.toSorted()).toEqual(FILES)
    expect(JSON.parse(read(`${folder}/biodata.json`).toString())).toEqual(biodata)
    expect(JSON.parse(read(`${folder}/signature.json`).toString())).toEqual(signature(folder))
    expect(new Transformer(read(`${folder}/photo.jpg`)).metadataSync()).toMatchObject({
      width: 480,
      height: 640,
    })
    for (const finger of fingers) {
      const png = read(`${folder}/fingers/${finger}.png`)
      expect([png.readUInt32BE(16), png.readUInt32BE(20), png[24], png[25]]).toEqual([300, 380, 8, 0])
      // 500 pixels to the inch, in pixels per metre
      expect([png.toString('latin1', 37, 41), png.readUInt32BE(41), png[49]]).toEqual(['pHYs', 19_685, 1])
    }
  })

  test('all together stay under 6 MB, and no two captures are the same', () => {
    const sizes = SAMPLE_PEOPLE.flatMap(({ folder }) =>
      FILES.map((file) => statSync(`${PEOPLE}/${folder}/${file}`).size),
    )
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(6_000_000)
    const captures = SAMPLE_PEOPLE.flatMap(({ folder }) =>
      FILES.map((file) => read(`${folder}/${file}`).toString('latin1')),
    )
    expect(new Set(captures).size).toBe(captures.length)
  })
})

describe('made again by the code', () => {
  test('a finger and an eye are the same, pixel by pixel', () => {
    expect(
      pixels(fingerPng('07', 'left-ring', 'first')).equals(pixels(read('07/fingers/left-ring.png'))),
    ).toBe(true)
    const eye = greyPng(irisPicture('07', 'left'), { levels: 32 })
    expect(pixels(eye).equals(pixels(read('07/irises/left.png')))).toBe(true)
  })

  test('a portrait is the same but for the rounding of another processor', () => {
    const [made, shipped] = [pixels(jpeg(portrait(SAMPLE_PEOPLE[7]!), 88)), pixels(read('08/photo.jpg'))]
    expect(made.length).toBe(shipped.length)
    const off = made.reduce((sum, value, i) => sum + Math.abs(value - shipped[i]!), 0) / made.length
    expect(off).toBeLessThan(1)
  })
})

/** Likeness (correlation, at most 1) of the middles of two prints in the best of small turns and shifts. */
function likeness(one: string, other: string): number {
  const [a, b] = [pixels(read(one)), pixels(read(other))]
  const bytes = a.length / (FINGER_WIDTH * FINGER_HEIGHT)
  const points = Array.from(
    { length: 26 * 26 },
    (_, i) => [(i % 26) * 4 - 50, Math.floor(i / 26) * 4 - 50] as const,
  )
  const at = (image: Buffer, x: number, y: number) =>
    image[(Math.round(190 + y) * FINGER_WIDTH + Math.round(150 + x)) * bytes]!
  const still = points.map(([x, y]) => at(a, x, y))
  let best = -1
  for (const turn of [-0.08, -0.04, 0, 0.04, 0.08]) {
    const [c, s] = [Math.cos(turn), Math.sin(turn)]
    for (let dy = -24; dy <= 24; dy += 2) {
      for (let dx = -20; dx <= 20; dx += 2) {
        const moved = points.map(([x, y]) => at(b, dx + x * c - y * s, dy + x * s + y * c))
        best = Math.max(best, correlation(still, moved))
      }
    }
  }
  return best
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (v: readonly number[]) => v.reduce((sum, n) => sum + n, 0) / v.length
  const [ma, mb] = [mean(a), mean(b)]
  let [ab, aa, bb] = [0, 0, 0]
  for (const [i, value] of a.entries()) {
    ab += (value - ma) * (b[i]! - mb)
    aa += (value - ma) ** 2
    bb += (b[i]! - mb) ** 2
  }
  return ab / Math.sqrt(aa * bb)
}

test('the second capture is the same finger, and no other finger is', () => {
  const first = '09/fingers/right-index.png'
  expect(likeness(first, '09/second/right-index.png')).toBeGreaterThan(0.5)
  expect(likeness(first, '02/second/right-index.png')).toBeLessThan(0.35)
  expect(likeness(first, '09/fingers/right-middle.png')).toBeLessThan(0.35)
})
