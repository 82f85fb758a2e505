/** What the desk calls each capture, in both languages. */
import { fingerSchema, type Finger, type Slot } from './enrolment.ts'
import type { Words } from './words.ts'

const SIDE = { right: 'kanan', left: 'kiri' } as const
const FINGER = {
  thumb: 'jempol',
  index: 'telunjuk',
  middle: 'jari tengah',
  ring: 'jari manis',
  little: 'kelingking',
} as const

function fingerWords(finger: Finger): Words {
  const [side, name] = finger.split('-') as [keyof typeof SIDE, keyof typeof FINGER]
  const en = name === 'thumb' ? `${side} thumb` : `${side} ${name} finger`
  return { id: `${FINGER[name]} ${SIDE[side]}`, en }
}

function secondWords(finger: Finger): Words {
  const { id, en } = fingerWords(finger)
  return { id: `${id} kedua kali`, en: `second ${en}` }
}

export const SLOT_WORDS = {
  photo: { id: 'foto', en: 'photo' },
  'photo-original': { id: 'foto asli', en: 'original photo' },
  signature: { id: 'tanda tangan', en: 'signature' },
  'signature-strokes': { id: 'goresan tanda tangan', en: 'signature strokes' },
  'signature-thumb': { id: 'cap jempol', en: 'thumb print' },
  'exception-photo': { id: 'foto pengecualian', en: 'photo of the exception' },
  ...Object.fromEntries(fingerSchema.options.map((finger) => [`finger-${finger}`, fingerWords(finger)])),
  'iris-left': { id: 'iris kiri', en: 'left iris' },
  'iris-right': { id: 'iris kanan', en: 'right iris' },
  ...Object.fromEntries(fingerSchema.options.map((finger) => [`second-${finger}`, secondWords(finger)])),
} as Readonly<Record<Slot, Words>>
