/** Writes resources/people: a folder per sample person, as `rekam enrol --from` reads it, and its README. */
import { mkdir, writeFile } from 'node:fs/promises'
import { jpeg } from '../draw.ts'
import { FINGERS, FINGER_PPI, HANDS, fingerMaster, impression } from './fingerprint.ts'
import { greyPng } from './grey.ts'
import { irisPicture } from './iris.ts'
import { portrait } from './portrait.ts'
import { SAMPLE_PEOPLE, type SamplePerson } from './sample-people.ts'
import { signature, signaturePicture } from './signature.ts'

type Finger = `${(typeof HANDS)[number]}-${(typeof FINGERS)[number]}`

/** One touch of a finger as PNG; `second` is the later capture that verifies the first. */
export function fingerPng(person: string, finger: Finger, touch: 'first' | 'second'): Buffer {
  const [hand, name] = finger.split('-') as ['right' | 'left', string]
  const picture = impression(fingerMaster(person, hand, name), person, finger, touch)
  return greyPng(picture, { levels: 16, ppi: FINGER_PPI })
}

/** Files of one person by their path in the folder. */
export function personFiles(person: SamplePerson): Map<string, Buffer> {
  const strokes = signature(person.folder)
  const files = new Map([
    ['biodata.json', Buffer.from(`${JSON.stringify(person.biodata, null, 2)}\n`)],
    ['photo.jpg', jpeg(portrait(person), 88)],
    ['signature.png', greyPng(signaturePicture(strokes), { levels: 16 })],
    ['signature.json', Buffer.from(`${JSON.stringify(strokes)}\n`)],
  ])
  for (const hand of HANDS) {
    for (const name of FINGERS) {
      const finger = `${hand}-${name}` as const
      files.set(`fingers/${finger}.png`, fingerPng(person.folder, finger, 'first'))
      if (name === 'index') files.set(`second/${finger}.png`, fingerPng(person.folder, finger, 'second'))
    }
    files.set(`irises/${hand}.png`, greyPng(irisPicture(person.folder, hand), { levels: 32 }))
  }
  return files
}

/** Writes every person; about a minute and a half. */
export async function writePeople(folder: URL): Promise<void> {
  for (const person of SAMPLE_PEOPLE) {
    for (const [path, bytes] of personFiles(person)) {
      const target = new URL(`${person.folder}/${path}`, folder)
      await mkdir(new URL('.', target), { recursive: true })
      await writeFile(target, bytes)
    }
  }
}

if (import.meta.main) await writePeople(new URL('../../../resources/people/', import.meta.url))
