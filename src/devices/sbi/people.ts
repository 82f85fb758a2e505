import { createHash } from 'node:crypto'
import { encodeFingerRecord, FINGER_POSITIONS } from '../../formats/biometric/finger-record.ts'
import { encodeIrisRecord } from '../../formats/biometric/iris-record.ts'
import { encodeJp2 } from '../../lib/jpeg2000.ts'
import { FINGER_PPI, fingerPicture } from '../finger-image.ts'
import { irisPicture } from '../iris-image.ts'
import { seeded } from '../seeded.ts'

/** A part of a person: `right-index`, or `left` for an eye. */
export type Part = keyof typeof FINGER_POSITIONS | 'left' | 'right'

export interface Touched {
  readonly record: Uint8Array
  readonly score: number
}

/** Of a worn finger and of a good one, 0 to 100. */
const SCORES = { worn: [8, 30], good: [62, 97] } as const

/**
 * Who stands before the scanners. Fingers and eyes are the same for the same person and part, touched differently at each try; what was
 * given out is remembered by its hash, so that the simulator can say whose it was.
 */
export class People {
  /** Any words; until it is set each recording is a person of its own. */
  person: string | undefined
  readonly worn = new Set<Part>()
  readonly missing = new Set<Part>()
  /** Scores of the next tries of a part. */
  readonly scores = new Map<Part, number[]>()
  readonly #tries = new Map<string, number>()
  readonly #given = new Map<string, string>()

  /** One touch of the glass. `shown` is what is really laid on it, where that is another one. */
  async touch(person: string, part: Part, shown: Part = part): Promise<Touched> {
    const who = `${person}/${shown}`
    const count = (this.#tries.get(who) ?? 0) + 1
    this.#tries.set(who, count)
    const score = this.#score(person, part, `${count}`)
    const record =
      part === 'left' || part === 'right'
        ? await eye(person, part, shown, `${count}`, score)
        : await finger(person, part, shown, `${count}`, score)
    this.#given.set(sha256(record), who)
    return { record, score }
  }

  #score(person: string, part: Part, touch: string): number {
    const set = this.scores.get(part)?.shift()
    if (set !== undefined) return set
    const [from, to] = SCORES[this.worn.has(part) ? 'worn' : 'good']
    return Math.round(from + (to - from) * seeded('score', person, part, touch)())
  }

  /** Whose record it is, `person/part`; undefined for one that was never given out here. */
  whose(hash: string): string | undefined {
    return this.#given.get(hash)
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

const UNKNOWN_DEVICE = { technology: 0, vendor: 0, type: 0 }
const quality = (score: number) => [{ score, vendor: 0, algorithm: 0 }]

async function finger(
  person: string,
  part: Part,
  shown: Part,
  touch: string,
  score: number,
): Promise<Uint8Array> {
  const picture = fingerPicture(person, shown, touch)
  return encodeFingerRecord([
    {
      captured: new Date(),
      device: UNKNOWN_DEVICE,
      quality: quality(score),
      position: FINGER_POSITIONS[part as keyof typeof FINGER_POSITIONS],
      scanPpi: FINGER_PPI,
      ppi: FINGER_PPI,
      depth: 8,
      coding: 'jp2-lossless',
      impression: 0,
      width: picture.width,
      height: picture.height,
      image: await encodeJp2(picture),
      extended: new Uint8Array(0),
    },
  ])
}

async function eye(
  person: string,
  part: 'left' | 'right',
  shown: Part,
  touch: string,
  score: number,
): Promise<Uint8Array> {
  const picture = irisPicture(person, shown, touch)
  return encodeIrisRecord([
    {
      captured: new Date(),
      device: UNKNOWN_DEVICE,
      quality: quality(score),
      eye: part,
      imageKind: 2,
      coding: 'jp2',
      properties: 0,
      width: picture.width,
      height: picture.height,
      depth: 8,
      range: 0,
      bounds: { x: [0, 0], y: [0, 0], diameter: [0, 0] },
      image: await encodeJp2(picture),
    },
  ])
}
