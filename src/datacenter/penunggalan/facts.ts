import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { OpenPacket } from '../../formats/packet/packet.ts'
import { parseJson } from '../../formats/json.ts'

/** What penunggalan compares: everything of a packet that says who it is. */
export interface Facts {
  readonly nik: string
  readonly name: string
  /** The name as it is compared: letters alone, words in order of the alphabet. */
  readonly nameKey: string
  readonly birthDate: string
  readonly motherKey: string
  readonly supersedes?: string
  /** Nothing is missing that a record needs: biodata, a photo, fingers or their exceptions. */
  readonly complete: boolean
  /** Biodata contradict each other in no way that a Dinas has to look at. */
  readonly valid: boolean
  /** Which finger shows which identity. */
  readonly fingers: ReadonlyMap<string, string>
}

/** What an amendment changes of its case. */
export type FactChange = Partial<Pick<Facts, 'nik' | 'name' | 'birthDate'>> & {
  readonly mother?: string
  /** The recording is void. */
  readonly cancelled?: true
}

const biodata = z.object({
  nik: z.string().regex(/^[0-9]{16}$/),
  nama: z.string().min(1),
  tanggalLahir: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  jenisKelamin: z.enum(['1', '2']).optional(),
  namaIbu: z.string().optional(),
})

const BIODATA_LIMIT = 64 * 1024

/** Letters alone, each word once, in order of the alphabet: word order and punctuation tell no two people apart. */
export function personKey(name: string): string {
  const words = name
    .normalize('NFKD')
    .toUpperCase()
    .split(/[^A-Z]+/)
  return words.filter(Boolean).toSorted().join(' ')
}

const FINGER = /^finger-((?:left|right)-(?:thumb|index|middle|ring|little))\.[a-z0-9]+$/
const TEXT_CHUNK = /tEXtrekam-finger\0([\x21-\x7e]{1,80})/

/**
 * Whose finger an image shows. Real matching compares minutiae; the simulator's images say themselves whose they are (PNG text
 * `rekam-finger`) and are else the same bytes whenever the same finger is laid on the glass.
 */
export function fingerIdentity(image: Uint8Array): string {
  const head = Buffer.from(image.buffer, image.byteOffset, Math.min(image.length, 4096)).toString('latin1')
  const named = TEXT_CHUNK.exec(head)?.[1]
  return named ?? createHash('sha256').update(image).digest('hex')
}

/** Every finger in a packet, with whose it is. */
export function fingersOf(members: ReadonlyMap<string, Uint8Array>): Map<string, string> {
  const fingers = new Map<string, string>()
  for (const [name, data] of members) {
    const finger = FINGER.exec(name)?.[1]
    // An empty image shows no finger, and all empty ones would be the same.
    if (finger !== undefined && data.length > 0) fingers.set(finger, fingerIdentity(data))
  }
  return fingers
}

/** Whether day and month of the NIK are those of the birth date; a woman's day is 40 more (FACTS: NIK). */
function nikFits(nik: string, birthDate: string, sex: string | undefined): boolean {
  const [year = '', month = '', day = ''] = birthDate.split('-')
  const women = String(Number(day) + 40)
  const days = sex === '1' ? [day] : sex === '2' ? [women] : [day, women]
  return days.some((dd) => nik.slice(6, 12) === `${dd}${month}${year.slice(2)}`)
}

function biodataIn(members: ReadonlyMap<string, Uint8Array>): z.infer<typeof biodata> | undefined {
  const bytes = members.get('biodata.json')
  if (!bytes) return undefined
  const parsed = biodata.safeParse(parseJson('biodata', bytes, BIODATA_LIMIT))
  return parsed.success ? parsed.data : undefined
}

/** The facts of an opened recording. A packet without readable biodata has none to compare, and is not complete. */
export function factsOf({ manifest, members }: OpenPacket): Facts {
  const said = biodataIn(members)
  const fingers = fingersOf(members)
  const excepted = members.has('capture.json') && hasExceptions(members.get('capture.json')!)
  return {
    nik: said?.nik ?? '',
    name: said?.nama ?? '',
    nameKey: personKey(said?.nama ?? ''),
    birthDate: said?.tanggalLahir ?? '',
    motherKey: personKey(said?.namaIbu ?? ''),
    ...(manifest.supersedes === undefined ? {} : { supersedes: manifest.supersedes }),
    complete: said !== undefined && (fingers.size > 0 || excepted),
    valid: said !== undefined && nikFits(said.nik, said.tanggalLahir, said.jenisKelamin),
    fingers,
  }
}

const captureSchema = z.object({
  exceptions: z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]),
})

function hasExceptions(bytes: Uint8Array): boolean {
  const parsed = captureSchema.safeParse(parseJson('capture', bytes, 1 << 20))
  return parsed.success && Object.keys(parsed.data.exceptions).length > 0
}

const changeSchema = z.object({
  nik: z
    .string()
    .regex(/^[0-9]{16}$/)
    .optional(),
  nama: z.string().min(1).optional(),
  tanggalLahir: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
  namaIbu: z.string().optional(),
})
/** `changes` is a list of fields as stations write it (formats/amendment), or the fields themselves. */
const amendmentSchema = z.object({
  kind: z.string().optional(),
  biodata: changeSchema.optional(),
  changes: changeSchema.optional().catch(undefined),
})

/**
 * What an amendment says of who it is: from its `biodata.json` where it brings one, else the corrected fields in `amendment.json`. An
 * amendment that corrects nothing of that (a further capture, a late approval) changes no fact.
 */
export function changeOf({ members }: OpenPacket): FactChange {
  const bytes = members.get('amendment.json')
  const listed = bytes ? amendmentSchema.safeParse(parseJson('amendment', bytes, BIODATA_LIMIT)) : undefined
  const said = biodataIn(members) ?? listed?.data?.biodata ?? listed?.data?.changes ?? {}
  return {
    ...(listed?.data?.kind === 'cancellation' ? { cancelled: true } : {}),
    ...(said.nik === undefined ? {} : { nik: said.nik }),
    ...(said.nama === undefined ? {} : { name: said.nama }),
    ...(said.tanggalLahir === undefined ? {} : { birthDate: said.tanggalLahir }),
    ...(said.namaIbu === undefined ? {} : { mother: said.namaIbu }),
  }
}
