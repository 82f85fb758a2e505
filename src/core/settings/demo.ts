import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readProfile, signProfile } from '../../formats/profile/profile.ts'
import type { Signed } from '../../formats/trust/comment.ts'
import { utf8 } from '../../lib/bytes.ts'
import { publicOf } from '../../lib/minisign.ts'
import { replaceDurably } from '../../lib/write-durably.ts'
import type { Ports } from '../ports.ts'
import { certify } from './certify.ts'
import { readProfileFile } from './install-profile.ts'
import type { NewStation } from './make-station.ts'
import { nextSerial } from './root-serial.ts'
import { FIRST_STATION_SERIAL, makeSampleDinas, type SampleDinas } from './sample-dinas.ts'
import { readSampleDinas, SAMPLE_FILES, sampleDinasExists, writeSampleDinas } from './sample-files.ts'
import { issuerOf, sampleProfile, type SampleProfileOptions, type SiteUrls } from './sample-profile.ts'

/** Where the sample Dinas of a demo lies: beside the station's folder, so that a second station finds the same one. */
export function demoDinasFolder(station: string): string {
  return join(dirname(station), 'dinas')
}

async function putProfile(path: string, signed: Signed): Promise<Signed> {
  await replaceDurably(path, signed.bytes)
  await replaceDurably(`${path}.minisig`, utf8(signed.signature))
  return signed
}

/** The sample Dinas of a folder, made where there is none, with the profile of its first station in `profile.json`. */
export async function openSampleDinas(
  folder: string,
  random: Ports['random'],
  options: SampleProfileOptions = {},
): Promise<SampleDinas> {
  if (sampleDinasExists(folder)) return readSampleDinas(folder)
  const dinas = makeSampleDinas(random)
  await writeSampleDinas(folder, dinas, issuerOf(options))
  await putProfile(join(folder, SAMPLE_FILES.profile), signProfile(sampleProfile(dinas, options), dinas.root))
  return dinas
}

/** The signed profile of a sample station; that of another code than the first gets a file of its own, with the same sites. */
async function profileOf(folder: string, dinas: SampleDinas, code: string | undefined): Promise<Signed> {
  const first = await readProfileFile(join(folder, SAMPLE_FILES.profile))
  const standing = readProfile(first.bytes)
  if (code === undefined || code === standing.station.code) return first
  const path = join(folder, `profile-${code}.json`)
  if (existsSync(path)) return readProfileFile(path)
  const urls = Object.fromEntries(standing.sites.map((site) => [site.code, site.url])) as unknown as SiteUrls
  return putProfile(path, signProfile(sampleProfile(dinas, { station: code, urls }), dinas.root))
}

export interface DemoOptions {
  readonly code?: string | undefined
  readonly urls?: SiteUrls | undefined
  /** Its Dinas is practice's (latihan). */
  readonly practice?: boolean
  /** DER certificates whose scanners count; as the first station of the folder had them. */
  readonly anchors?: readonly Uint8Array[] | undefined
}

/** What makeStation needs for a demo: the sample Dinas certifies at once. */
export async function demoStation(
  folder: string,
  ports: Pick<Ports, 'random'>,
  options: DemoOptions = {},
): Promise<Pick<NewStation, 'profile' | 'root' | 'letter' | 'certify'>> {
  const dinas = await openSampleDinas(folder, ports.random, {
    ...(options.code === undefined ? {} : { station: options.code }),
    ...(options.urls === undefined ? {} : { urls: options.urls }),
    ...(options.practice === undefined ? {} : { practice: options.practice }),
    ...(options.anchors === undefined ? {} : { anchors: options.anchors }),
  })
  const profile = await profileOf(folder, dinas, options.code)
  const serial = await nextSerial(folder, FIRST_STATION_SERIAL)
  return {
    profile,
    root: publicOf(dinas.root),
    letter: dinas.letter,
    certify: (request) => certify(dinas.root, request, serial),
  }
}
