import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type SimulatedCapture, type SimulatedScanner, simulatedScanner } from './simulated-scanner.ts'

const HANDS = ['right', 'left']
const FINGERS = ['thumb', 'index', 'middle', 'ring', 'little']

/** Each slot of a scanner, with its file in a person's folder (resources/people/README.md). */
export const SCANNER_FILES: Readonly<Record<string, string>> = Object.fromEntries([
  ...HANDS.flatMap((hand) =>
    FINGERS.map((finger) => [`finger-${hand}-${finger}`, `fingers/${hand}-${finger}.png`]),
  ),
  ...['right', 'left'].map((side) => [`iris-${side}`, `irises/${side}.png`]),
  ...HANDS.map((hand) => [`second-${hand}-index`, `second/${hand}-index.png`]),
])

/** A person who stands before the scanners, and what is wrong with their fingers and eyes. */
export interface SimulatedPerson {
  readonly person: string
  readonly worn: readonly string[]
  readonly missing: readonly string[]
}

/**
 * Leaves in a folder what a person's captures would be, as image files and their scores (`scores.json`), for a scanner that reads a
 * folder. Answers the slots written.
 */
export async function writePerson(
  folder: string,
  { person, worn, missing }: SimulatedPerson,
): Promise<string[]> {
  const scores: Record<string, number> = {}
  for (const { slot, image, score } of await captureAll(person, worn, missing)) {
    const path = join(folder, SCANNER_FILES[slot]!)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, image)
    scores[slot] = score
  }
  await writeFile(join(folder, 'scores.json'), `${JSON.stringify(scores)}\n`)
  return Object.keys(scores)
}

async function captureAll(
  person: string,
  worn: readonly string[],
  missing: readonly string[],
): Promise<SimulatedCapture[]> {
  const captureKind = async (kind: SimulatedScanner['kind'], slots: readonly string[]) => {
    const scanner = simulatedScanner(kind)
    scanner.present(person)
    for (const slot of worn) scanner.faults.worn.add(slot)
    for (const slot of missing) scanner.faults.missing.add(slot)
    return (await scanner.capture({ slots })).results
  }
  const slots = Object.keys(SCANNER_FILES)
  const eyes = slots.filter((slot) => slot.startsWith('iris-'))
  const fingers = slots.filter((slot) => !slot.startsWith('iris-'))
  return [...(await captureKind('finger', fingers)), ...(await captureKind('iris', eyes))]
}
