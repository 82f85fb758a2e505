import { z } from 'zod'
import { base64, unbase64 } from '../../lib/bytes.ts'
import type { PublicKey, SigningKey } from '../../lib/minisign.ts'
import { base64Schema, countSchema, lineSchema, seqSchema, siteSchema, stationSchema } from '../fields.ts'
import { decodeJson, encodeJson, formatHead, type JsonFormat } from '../json.ts'
import { type Signed, signDetached, verifyDetached } from '../trust/comment.ts'
import { holdAgainst } from '../trust/trust.ts'

const day = z.iso.date()
const recipient = z.string().regex(/^age1[02-9ac-hj-np-z]{58}$/)

/** A certificate inside a profile: its exact bytes and their detached signature. */
const signedSchema = z.strictObject({ bytes: base64Schema(4096), signature: z.string().min(1).max(2048) })

/** A part of the numbers of a year, both ends included. */
const blockSchema = z
  .strictObject({ from: z.int().min(1).max(99_999_999), to: z.int().min(1).max(99_999_999) })
  .refine(({ from, to }) => from <= to)

const schema = z.strictObject({
  ...formatHead('rekam-profile'),
  /** Rises with each profile of a station; an older one is refused by who installs it. */
  serial: seqSchema,
  dinas: z.strictObject({
    /** The kabupaten or kota without its kind: `Bima`. */
    name: lineSchema(60),
    code: z.string().regex(/^[0-9]{4}$/),
    kind: z.enum(['KABUPATEN', 'KOTA']),
    /** Key line of the Dinas root's minisign `.pub` file. */
    root: z.string().regex(/^RW[A-Za-z0-9+/]{54}$/),
  }),
  station: z.strictObject({
    code: stationSchema,
    /** The station's own part of letter numbers: desks that cannot see each other never collide. */
    unit: z.string().regex(/^[A-Za-z0-9.-]{1,20}$/),
    /** Dotted code of the kecamatan: `52.72.01`. */
    region: z.string().regex(/^[0-9]{2}\.[0-9]{2}\.[0-9]{2}$/),
    name: lineSchema(80),
    zone: z.enum(['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura']),
  }),
  letterhead: z.strictObject({
    lines: z.array(lineSchema(100)).min(1).max(4),
    address: z.array(lineSchema(120)).max(3),
    /** PNG of the arms. */
    arms: base64Schema(200_000).optional(),
  }),
  signers: z
    .array(
      z.strictObject({
        role: z.enum(['KEPALA DINAS', 'CAMAT']),
        title: lineSchema(150),
        name: lineSchema(100),
        nip: lineSchema(30),
        /** Line above the title of who signs for another: `a.n. KEPALA DINAS`. */
        onBehalfOf: lineSchema(150).optional(),
        /** `wet`: by hand, with a stamp (when absent); `electronic`: by the QR and, where there is one, the office's certificate. */
        signs: z.enum(['wet', 'electronic']).optional(),
      }),
    )
    .min(1)
    .max(10),
  sites: z
    .array(
      z.strictObject({
        code: siteSchema,
        name: lineSchema(60),
        url: z.url({ protocol: /^https?$/ }).max(200),
        /** PEM of the site's own CA where it does not use a public one. */
        ca: z.string().max(10_000).optional(),
        certificate: signedSchema,
      }),
    )
    .max(10),
  recipients: z.strictObject({ datacenter: recipient, recovery: recipient }),
  /** Certificates of the letter keys whose Suket count here: the trust list. */
  letterKeys: z.array(signedSchema).max(100),
  /** Keys that count no more, by number (formats/trust): stolen stations and sites, letter keys that were replaced. */
  revocations: z.array(signedSchema).max(200).optional(),
  numbers: z.strictObject({
    suket: z.strictObject({
      template: lineSchema(80),
      issuer: lineSchema(60),
      /** First and last number that this station may use; when absent the template's `{unit}` keeps stations apart. */
      block: blockSchema.optional(),
      /** Template and block of single years, where they differ. */
      years: z
        .array(
          z.strictObject({
            year: z.int().min(2000).max(2100),
            template: lineSchema(80),
            block: blockSchema.optional(),
          }),
        )
        .max(50)
        .optional(),
    }),
  }),
  policies: z.strictObject({
    suket: z
      .array(
        z.strictObject({
          from: day,
          allowed: z.enum(['yes', 'no', 'reasons']),
          reasons: z.array(lineSchema(100)).max(20).optional(),
        }),
      )
      .max(50),
    copies: z.strictObject({ places: z.int().min(1).max(9), verifiedWithinDays: z.int().min(1).max(365) }),
    canaryDays: z.int().min(1).max(365),
    /** When the desk closes, HH:MM in the station's zone: everything then goes to every disk that is there. 15:30 when absent. */
    dayClose: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
      .optional(),
    /** How long a Suket counts and when it may be renewed. When absent: six months, from 14 days before the end. */
    suketTerms: z
      .strictObject({
        months: z.int().min(1).max(60).optional(),
        /** `card`: until the card is received, with no end day said; the QR still ends after `months`. */
        until: z.enum(['months', 'card']).optional(),
        renewFromDays: z.int().min(0).max(365).optional(),
      })
      .optional(),
    /** Days after which a bag that stands still is an alarm: made, handed over, arrived. */
    bags: z
      .strictObject({
        handOverDays: z.int().min(1).max(365),
        arriveDays: z.int().min(1).max(365),
        answerDays: z.int().min(1).max(365),
      })
      .optional(),
    /** How long both sites may take nothing before the station proposes to carry by hand; a day when absent. */
    outage: z.strictObject({ exportAfterHours: z.int().min(1).max(8760) }).optional(),
    /** Whether a photo has to show what an exception is about; not asked for when absent. */
    exceptionPhoto: z.boolean().optional(),
  }),
  /** How long what is kept, in days after its end; absent means for ever. */
  retention: z.strictObject({ recordingDays: countSchema.optional(), auditDays: countSchema.optional() }),
  thresholds: z.strictObject({ finger: z.int().min(0).max(100), iris: z.int().min(0).max(100) }),
  devices: z.strictObject({
    /** First and last port on which scanners' services are looked for; 4501 to 4600 when absent (SBI 0.9.5). */
    sbiPorts: z.tuple([z.int().min(1), z.int().max(65_535)]).optional(),
    /** DER certificates whose devices are trusted; none when absent. */
    anchors: z.array(base64Schema(8192)).max(20).optional(),
  }),
  letters: z
    .strictObject({
      /** Paper that letters are made for unless a person chooses; A4 when absent. */
      paper: z.enum(['A4', 'F4']).optional(),
      /** PEM of the office's certificate, its chain after it: letters of electronic signers carry a PAdES signature. */
      certificate: z.string().max(40_000).optional(),
    })
    .optional(),
})

export type Profile = z.infer<typeof schema>
export type ProfileFields = Omit<Profile, 'format' | 'version'>

export const profileFormat: JsonFormat<typeof schema> = {
  name: 'rekam-profile',
  version: 1,
  limit: 1 << 20,
  schema,
}

/** The profile signed by the Dinas root: stamp purpose `profile`, its station, seq = serial. */
export function signProfile(fields: ProfileFields, root: SigningKey): Signed {
  const bytes = encodeJson(profileFormat, { format: 'rekam-profile', version: 1, ...fields })
  const stamp = { purpose: 'profile', station: fields.station.code, seq: fields.serial } as const
  return { bytes, signature: signDetached(bytes, root, stamp) }
}

/** The profile in the bytes, whoever signed it. Faults FORMAT-UNREADABLE, FORMAT-NEWER. */
export function readProfile(bytes: Uint8Array): Profile {
  return decodeJson(profileFormat, bytes)
}

/**
 * The profile, if this root signed it for the station and serial that it names. Faults SIGNATURE-BAD, SIGNATURE-UNKNOWN-KEY,
 * TRUST-PURPOSE, TRUST-STAMP, FORMAT-UNREADABLE, FORMAT-NEWER. Whether its serial is new enough is the caller's question.
 */
export function verifyProfile({ bytes, signature }: Signed, root: PublicKey): Profile {
  const { stamp } = verifyDetached(bytes, signature, [root], 'profile')
  const profile = readProfile(bytes)
  holdAgainst(stamp, { station: profile.station.code, seq: profile.serial })
  return profile
}

/** A certificate as a profile carries it. */
export function packSigned({ bytes, signature }: Signed): z.infer<typeof signedSchema> {
  return { bytes: base64(bytes), signature }
}

export function unpackSigned(packed: z.infer<typeof signedSchema>): Signed {
  return { bytes: unbase64(packed.bytes), signature: packed.signature }
}

/** What a profile brings to judge by: certificates of sites and letter keys, and revocations. */
export function profileCertificates({ sites, letterKeys, revocations = [] }: Profile): Signed[] {
  return [...sites.map(({ certificate }) => certificate), ...letterKeys, ...revocations].map(unpackSigned)
}
