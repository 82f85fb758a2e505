import { fingerImage } from './finger-image.ts'
import { irisImage } from './iris-image.ts'
import { seeded } from './seeded.ts'

/** What a capture gives; the core's port of the same shape takes it (devices and core do not import each other). */
export interface SimulatedCapture {
  readonly slot: string
  readonly image: Uint8Array
  readonly media: string
  readonly score: number
}

/** What may be wrong with a scanner or with the person in front of it. */
export interface Faults {
  /** Says that it is not ready. */
  notReady: boolean
  /** Never answers. */
  hangs: boolean
  /** Slots that score badly, however often: worn fingers. */
  readonly worn: Set<string>
  /** Slots that it does not find: a finger not placed, or not there. */
  readonly missing: Set<string>
}

export interface SimulatedScanner {
  readonly id: string
  readonly kind: 'finger' | 'iris'
  readonly name: string
  readonly faults: Faults
  /** Who is at the desk from now on, by any words; until it is called each transaction is a person of its own. */
  present(person: string): void
  state(): Promise<'ready' | 'not-ready'>
  capture(asked: { readonly slots: readonly string[]; readonly transaction?: string }): Promise<{
    readonly results: readonly SimulatedCapture[]
  }>
}

/** Of a worn finger and of a good one, 0 to 100. */
const SCORES = { worn: [8, 30], good: [62, 97] } as const

/**
 * The simplest scanner that there can be: it makes the images of a person's fingers or eyes, the same for the same person and slot, turned
 * and pressed differently at each capture. `finger-right-index` and `second-right-index` are two touches of one finger.
 */
export function simulatedScanner(kind: 'finger' | 'iris'): SimulatedScanner {
  const faults: Faults = { notReady: false, hangs: false, worn: new Set(), missing: new Set() }
  let presented: string | undefined
  let touches = 0

  const captureOne = (slot: string, person: string): SimulatedCapture => {
    const part = slot.replace(/^(?:finger|iris|second)-/, '')
    const touch = `${++touches}`
    const image = kind === 'finger' ? fingerImage(person, part, touch) : irisImage(person, part, touch)
    const [from, to] = SCORES[faults.worn.has(slot) ? 'worn' : 'good']
    const score = Math.round(from + (to - from) * seeded('score', person, part, touch)())
    return { slot, image, media: 'image/png', score }
  }
  return {
    id: `simulated-${kind}`,
    kind,
    name: kind === 'finger' ? 'Pemindai jari simulasi' : 'Pemindai iris simulasi',
    faults,
    present: (person) => {
      presented = person
    },
    state: async () => (faults.notReady ? 'not-ready' : 'ready'),
    async capture({ slots, transaction = 'CONTOH' }) {
      if (faults.hangs) return new Promise<never>(() => undefined)
      const person = presented ?? transaction
      const seen = slots.filter((slot) => !faults.missing.has(slot))
      return { results: seen.map((slot) => captureOne(slot, person)) }
    },
  }
}
