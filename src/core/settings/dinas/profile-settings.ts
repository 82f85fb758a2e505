import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import {
  packSigned,
  type ProfileFields,
  profileFormat,
  signProfile,
} from '../../../formats/profile/profile.ts'
import type { Signed } from '../../../formats/trust/comment.ts'
import { trustFrom } from '../../../formats/trust/trust.ts'
import { base64, text } from '../../../lib/bytes.ts'
import { faultOfErrno } from '../../../lib/fault.ts'
import { type PublicKey, publicOf, type SigningKey } from '../../../lib/minisign.ts'
import { readBounded } from '../../../lib/read-bounded.ts'
import { refuse } from '../../refuse.ts'
import { readProfileFile } from '../install-profile.ts'
import { keyLine } from '../key-line.ts'

const LIMIT = 1 << 20
const path = z.string().min(1).max(4096)
const { shape } = profileFormat.schema

/**
 * What the Dinas writes down for a station: the profile (formats/profile) without serial and root, and with paths of files, beside this one, where a
 * profile holds certificates, revocations, a CA or the arms.
 */
export const profileSettingsSchema = profileFormat.schema
  .omit({ format: true, version: true, serial: true })
  .extend({
    dinas: shape.dinas.omit({ root: true }),
    letterhead: shape.letterhead.extend({ arms: path.optional() }),
    sites: z.array(shape.sites.element.extend({ certificate: path, ca: path.optional() })).max(10),
    letterKeys: z.array(path).max(100),
    revocations: z.array(path).max(200).optional(),
  })
export type ProfileSettings = z.infer<typeof profileSettingsSchema>

/** The settings in a JSON file. Faults FILE-*, KEYS-SETTINGS {path, where}: `where` names the field that is wrong. */
async function readSettings(file: string): Promise<ProfileSettings> {
  let json: unknown
  try {
    json = JSON.parse(text(await readBounded(file, LIMIT)))
  } catch (error) {
    if (error instanceof SyntaxError) throw refuse('KEYS-SETTINGS', { path: file, where: 'JSON' }, error)
    throw error
  }
  const read = profileSettingsSchema.safeParse(json)
  if (read.success) return read.data
  const [issue] = read.error.issues
  const keys = issue?.code === 'unrecognized_keys' ? issue.keys : []
  const where = [...(issue?.path ?? []), ...keys].join('.')
  throw refuse('KEYS-SETTINGS', { path: file, where: where === '' ? 'JSON' : where })
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file)
  } catch (error) {
    throw faultOfErrno(error, 'read', file)
  }
}

/**
 * The signed profile of a settings file. Every certificate and revocation in it must count under the root that stations will know: KEYS-NOT-OURS {path}
 * else, so that no station is sent a profile that it would set aside.
 * @param next the root that takes over: it is pinned by stations that take this profile, which the old root signs
 */
export async function profileFromSettings(
  file: string,
  root: SigningKey,
  serial: number,
  next?: PublicKey,
): Promise<Signed> {
  const settings = await readSettings(file)
  const known = next ?? publicOf(root)
  const at = (name: string) => resolve(dirname(file), name)
  const signed = async (name: string) => {
    const found = await readProfileFile(at(name))
    if (trustFrom(known, [found]).rejected.length > 0) throw refuse('KEYS-NOT-OURS', { path: at(name) })
    return packSigned(found)
  }
  const { arms, ...letterhead } = settings.letterhead
  const fields: ProfileFields = {
    ...settings,
    serial,
    dinas: { ...settings.dinas, root: keyLine(known) },
    letterhead: { ...letterhead, ...(arms === undefined ? {} : { arms: base64(await bytesOf(at(arms))) }) },
    sites: await Promise.all(
      settings.sites.map(async ({ ca, certificate, ...site }) => ({
        ...site,
        ...(ca === undefined ? {} : { ca: text(await bytesOf(at(ca))) }),
        certificate: await signed(certificate),
      })),
    ),
    letterKeys: await Promise.all(settings.letterKeys.map(signed)),
    revocations: await Promise.all((settings.revocations ?? []).map(signed)),
  }
  const { revocations, ...rest } = fields
  return signProfile(revocations?.length ? fields : rest, root)
}
