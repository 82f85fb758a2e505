import { z } from 'zod'
import { parsePublicKey, type PublicKey, type SigningKey } from '../../lib/minisign.ts'
import { lineSchema, seqSchema, siteSchema, sha256Schema, stationSchema } from '../fields.ts'
import { idSchema } from '../id.ts'
import { decodeJson, encodeJson, formatHead, type JsonFormat, unreadable } from '../json.ts'
import { keyIdText, PURPOSES, type Signed, signDetached } from './comment.ts'

/** How far a receipt goes: a Dinas' post holds the packet, the data centre holds it, the centre found it unique. */
export const GRADES = ['post', 'central', 'final'] as const
export type Grade = (typeof GRADES)[number]

/** What a key may do: sign for a purpose, sign letters (Suket, COSE), sign requests (RFC 9421). */
export const USES = [...PURPOSES, 'letter', 'http'] as const
export type Use = (typeof USES)[number]

/** A certificate never gives a subject more than its kind can have. */
const USES_OF: Record<Subject['kind'], readonly Use[]> = {
  station: ['packet', 'commit', 'state', 'bag', 'report', 'head', 'http'],
  site: ['receipt', 'bag', 'report', 'head'],
  letter: ['letter'],
  dinas: ['certificate', 'profile', 'update'],
}

const subjectSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('station'),
    station: stationSchema,
    epoch: idSchema,
    /** The epoch that this one goes on from, and its last known head: the first head here is folded onto it. */
    parent: z.strictObject({ epoch: idSchema, head: sha256Schema }).optional(),
  }),
  z.strictObject({
    kind: z.literal('site'),
    site: siteSchema,
    /** The grades of receipt that it may give; all of them when absent. A collecting post gets ['post']. */
    grades: z.array(z.enum(GRADES)).min(1).max(GRADES.length).optional(),
  }),
  z.strictObject({ kind: z.literal('letter'), issuer: lineSchema(60) }),
  /** A Dinas root under a national one: certifies stations whose code begins with `<code>-`, and letter keys. */
  z.strictObject({ kind: z.literal('dinas'), code: z.string().regex(/^[0-9]{4}$/) }),
])

export type Subject = z.infer<typeof subjectSchema>

const schema = z
  .strictObject({
    ...formatHead('rekam-certificate'),
    serial: seqSchema,
    subject: subjectSchema,
    /** The key line of a minisign `.pub` file: `Ed`, key id, Ed25519 key, in base64. */
    key: z.string().regex(/^RW[A-Za-z0-9+/]{54}$/),
    purposes: z.array(z.enum(USES)).min(1).max(USES.length),
    note: lineSchema(200).optional(),
  })
  .refine((found) => found.purposes.every((use) => USES_OF[found.subject.kind].includes(use)), {
    path: ['purposes'],
  })
  .refine((found) => new Set(found.purposes).size === found.purposes.length, { path: ['purposes'] })

export const certificateFormat: JsonFormat<typeof schema> = {
  name: 'rekam-certificate',
  version: 1,
  limit: 4096,
  schema,
}

export type Certificate = z.infer<typeof schema>
export type CertificateFields = Omit<Certificate, 'format' | 'version'>

/** A certificate signed by a root: stamp purpose `certificate`, seq = serial, and the station and epoch of a station's. */
export function issueCertificate(root: SigningKey, fields: CertificateFields): Signed {
  const bytes = encodeJson(certificateFormat, { format: 'rekam-certificate', version: 1, ...fields })
  return { bytes, signature: signDetached(bytes, root, certificateStamp(fields)) }
}

/** The certificate in the bytes, whoever signed it. Faults FORMAT-UNREADABLE, FORMAT-NEWER. */
export function readCertificate(bytes: Uint8Array): Certificate {
  const certificate = decodeJson(certificateFormat, bytes)
  certificateKey(certificate)
  return certificate
}

/** The public key that the certificate speaks of. */
export function certificateKey(certificate: Certificate): PublicKey {
  try {
    return parsePublicKey(certificate.key)
  } catch (cause) {
    throw unreadable('rekam-certificate', 'key', cause)
  }
}

/** The id of that key as it stands in stamps, manifests and commits. */
export function certificateKeyId(certificate: Certificate): string {
  return keyIdText(certificateKey(certificate).keyId)
}

/** What the signature on a certificate has to say. */
export function certificateStamp({ subject, serial }: Pick<Certificate, 'subject' | 'serial'>) {
  const purpose = 'certificate' as const
  if (subject.kind !== 'station') return { purpose, seq: serial }
  return { purpose, station: subject.station, epoch: subject.epoch, seq: serial }
}

/** What a subject is called: station code, site code, issuer of letters, code of a Dinas. */
export function subjectName(subject: Subject): string {
  switch (subject.kind) {
    case 'station':
      return subject.station
    case 'site':
      return subject.site
    case 'letter':
      return subject.issuer
    default:
      return subject.code
  }
}

/** Whether the certificate lets its key sign for the purpose. */
export function allows(certificate: Certificate, use: Use): boolean {
  return certificate.purposes.includes(use)
}
