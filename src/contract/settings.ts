import { z } from 'zod'
import { empty, procedure } from './base.ts'
import { idSchema, siteCodeSchema, stationCodeSchema } from './ids.ts'
import { passphraseSchema } from './account.ts'
import { sentences } from './sentences.ts'

export const aboutSchema = z.object({
  version: z.string(),
  schema: z.number(),
  node: z.string(),
  /** Which Electron runs the window; empty in the terminal. */
  runtime: z.string(),
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
  sites: z.array(z.object({ code: siteCodeSchema, name: z.string(), url: z.string() })),
  thresholds: z.object({ finger: z.number(), iris: z.number() }),
  /** Whether the Dinas asks for a photo that shows what a biometric exception is about. */
  exceptionPhoto: z.boolean(),
})
export type StationInfo = z.infer<typeof stationSchema>

export const settingsContract = {
  about: procedure.input(empty).output(aboutSchema),
  station: procedure.input(empty).output(stationSchema),
  /** Makes a station from a signed profile on a path that the person chose, or the sample one (`demo`). */
  init: procedure
    .input(
      z
        .object({
          profile: z.union([z.literal('demo'), z.object({ path: z.string().min(1).max(4096) })]),
          passphrase: passphraseSchema,
        })
        .strict(),
    )
    .output(stationSchema),
  /** Reads a profile without installing it, so that a person can compare its fingerprint. */
  inspectProfile: procedure.input(z.object({ path: z.string().min(1).max(4096) }).strict()).output(
    z.object({
      dinas: z.string(),
      station: z.string(),
      name: z.string(),
      serial: z.number(),
      root: z.string(),
    }),
  ),
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
