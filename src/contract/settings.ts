import { z } from 'zod'
import { done, empty, instant, procedure, refusalSchema } from './base.ts'
import { anySiteSchema, idSchema, stationCodeSchema } from './ids.ts'
import { passphraseSchema } from './account.ts'
import { sentences } from './sentences.ts'

export const aboutSchema = z.object({
  version: z.string(),
  schema: z.number(),
  node: z.string(),
  /** Which Electron runs the window; empty in the terminal. */
  runtime: z.string(),
  /** Whether this is practice (latihan): then every screen and paper says so. */
  practice: z.boolean(),
  /** Where the station's data lie on this computer. */
  folder: z.string(),
})

/** What the window needs of the station's signed profile. */
export const stationSchema = z.object({
  code: stationCodeSchema,
  name: z.string(),
  dinas: z.string(),
  region: z.string(),
  zone: z.enum(['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura']),
  epoch: idSchema,
  certified: z.boolean(),
  profileSerial: z.number(),
  sites: z.array(z.object({ code: anySiteSchema, name: z.string(), url: z.string() })),
  thresholds: z.object({ finger: z.number(), iris: z.number() }),
  /** Whether the Dinas asks for a photo that shows what a biometric exception is about. */
  exceptionPhoto: z.boolean(),
})
export type StationInfo = z.infer<typeof stationSchema>

const inspectedSchema = z.object({
  dinas: z.string(),
  station: z.string(),
  name: z.string(),
  serial: z.number(),
  /** Id of the Dinas' root that signed it. */
  root: z.string(),
})
export type InspectedProfile = z.infer<typeof inspectedSchema>

/** Parts of a profile, as a person is told of what a newer one changes. */
export const PROFILE_PARTS = [
  'dinas',
  'station',
  'letterhead',
  'signers',
  'sites',
  'recipients',
  'letterKeys',
  'revocations',
  'numbers',
  'policies',
  'retention',
  'thresholds',
  'devices',
  'letters',
] as const

const waitingProfileSchema = z.object({
  serial: z.number(),
  /** Whose answer brought it. */
  from: z.string(),
  at: instant,
  changes: z.array(z.enum(PROFILE_PARTS)),
})
export type WaitingProfile = z.infer<typeof waitingProfileSchema>

export const settingsContract = {
  about: procedure.input(empty).output(aboutSchema),
  station: procedure.input(empty).output(stationSchema),
  /** Makes a station from a signed profile on a path that the person chose. */
  init: procedure
    .input(
      z
        .object({ profile: z.object({ path: z.string().min(1).max(4096) }), passphrase: passphraseSchema })
        .strict(),
    )
    .output(stationSchema),
  /** Profiles on the drives that are plugged in, the newest first, and files that look like one and are refused. For a computer without a station. */
  findProfiles: procedure.input(empty).output(
    z.object({
      /** `older`: of this station a newer one lies on the drives. */
      profiles: z.array(inspectedSchema.extend({ path: z.string(), older: z.boolean() })),
      refused: z.array(z.object({ path: z.string(), refusal: refusalSchema })),
    }),
  ),
  /** Reads a profile without installing it, so that a person can compare its fingerprint. */
  inspectProfile: procedure
    .input(z.object({ path: z.string().min(1).max(4096) }).strict())
    .output(inspectedSchema),
  /** A newer profile of this station that came along with an answer: signed by the Dinas, not installed; null where none waits. */
  waitingProfile: procedure.input(empty).output(waitingProfileSchema.nullable()),
  /** Puts it into force, if it is the one that was seen. NOT-FOUND, PROFILE-*. */
  installWaiting: procedure.input(z.object({ serial: z.int().positive() }).strict()).output(stationSchema),
  /** Starts the program again as practice, anew, or as the real station. PRACTICE-WINDOW without a window, PRACTICE-OPEN while a real station is open. */
  practice: procedure
    .input(z.object({ to: z.enum(['station', 'practice', 'practice-anew']) }).strict())
    .output(done),
  /** The operating system's own dialog; null when it was closed. */
  choosePath: procedure
    .input(
      z
        .object({ kind: z.enum(['file', 'folder', 'save']), suggested: z.string().max(255).optional() })
        .strict(),
    )
    .output(z.object({ path: z.string().nullable() })),
}

export const settingsSentences = sentences({
  'PROFILE-OLDER': [
    'Profil ini lebih lama (nomor {found}) daripada yang terpasang (nomor {installed}).',
    'Profil yang terpasang tetap berlaku.',
    'Minta profil terbaru dari Dinas.',
    'This profile is older (serial {found}) than the installed one (serial {installed}).',
    'The installed profile stays in force.',
    'Ask the Dinas for the newest profile.',
  ],
  'PROFILE-UNSIGNED': [
    'Profil ini tanpa tanda tangan: berkas .minisig tidak ada di sampingnya.',
    'Profil itu tidak dipasang.',
    'Salin kedua berkas dari Dinas ke disk yang sama.',
    'This profile has no signature: no .minisig file lies beside it.',
    'The profile was not installed.',
    'Copy both files from the Dinas onto the same disk.',
  ],
  'PROFILE-LARGE': [
    'Berkas ini terlalu besar untuk sebuah profil.',
    'Berkas itu tidak dibaca dan tidak dipasang.',
    'Minta berkas profil dari Dinas sekali lagi.',
    'This file is too large for a profile.',
    'It was neither read nor installed.',
    'Ask the Dinas for the profile file once more.',
  ],
  'PROFILE-UNTRUSTED': [
    'Profil tidak bertanda tangan Dinas yang dikenal.',
    'Profil itu tidak dipasang.',
    'Minta profil bertanda tangan dari Dinas.',
    'The profile is not signed by the known Dinas.',
    'The profile was not installed.',
    'Ask the Dinas for a signed profile.',
  ],
  'PROFILE-OTHER-STATION': [
    'Profil ini untuk stasiun lain ({found}).',
    'Profil yang terpasang tetap berlaku.',
    'Minta profil stasiun ini dari Dinas.',
    'This profile is for another station ({found}).',
    'The installed profile stays in force.',
    'Ask the Dinas for the profile of this station.',
  ],
  'CERTIFICATE-UNTRUSTED': [
    'Sertifikat tidak sah untuk stasiun ini.',
    'Sertifikat itu tidak dipasang. Perekaman tetap berjalan.',
    'Kirim permintaan sertifikat stasiun ini kepada Dinas sekali lagi.',
    'The certificate does not hold for this station.',
    'It was not installed. Recording goes on.',
    "Send this station's certificate request to the Dinas once more.",
  ],
  'STATION-EXISTS': [
    'Di folder ini sudah ada stasiun.',
    'Stasiun itu tidak disentuh.',
    'Pilih folder kosong.',
    'There already is a station in this folder.',
    'That station was not touched.',
    'Choose an empty folder.',
  ],
})
