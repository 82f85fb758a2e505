import type { Words } from '../../contract/words.ts'
import { many } from '../../contract/plural.ts'
import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import { readCertificate } from '../../formats/trust/certificate.ts'
import { BUNDLE_NAME, decodeBundle, encodeBundle } from '../../formats/trust/bundle.ts'
import { keyIdText } from '../../formats/trust/comment.ts'
import { issueRevocation } from '../../formats/trust/revocation.ts'
import { text } from '../../lib/bytes.ts'
import { isFault } from '../../lib/fault.ts'
import {
  formatPublicKey,
  formatSecretKey,
  generateSigningKey,
  parsePublicKey,
  parseSecretKey,
  publicOf,
  type SigningKey,
} from '../../lib/minisign.ts'
import { makeSiteTls } from '../keys/index.ts'
import { refuse } from '../refuse.ts'
import {
  certifyLetter,
  certifySite,
  FIRST_STATION_SERIAL,
  nextSerial,
  profileFromSettings,
  recertify,
  signedFiles,
  signingFiles,
  writeNew,
} from '../settings/index.ts'
import { readBytes, readText } from './secrets.ts'
import { type Common, languageOf, print, sayer, type Terminal } from './terminal.ts'

type Out = Common & { out: string }
type ByRoot = Out & { rootKey: string }

async function rootOf({ rootKey }: ByRoot): Promise<{ root: SigningKey; serial: () => Promise<number> }> {
  const root = parseSecretKey(await readText(resolve(rootKey)))
  return { root, serial: () => nextSerial(resolve(rootKey, '..'), FIRST_STATION_SERIAL) }
}

function tell(terminal: Terminal, common: Common, made: { files: string[]; keyId: string }, words: Words[]) {
  const number = sayer(common)(`Nomor kunci: ${made.keyId}`, `Key number: ${made.keyId}`)
  print(terminal, common, made, [number, ...made.files, ...words.map((each) => each[languageOf(common)])])
}

/** `rekam keys root`: the Dinas' root, for a computer without a network. */
export async function keysRoot(terminal: Terminal, options: Out): Promise<void> {
  const key = generateSigningKey()
  const files = await writeNew(resolve(options.out), signingFiles('root', key, 'rekam root'))
  tell(terminal, options, { files, keyId: keyIdText(key.keyId) }, [
    {
      id: 'root.key RAHASIA: simpan luring, di dua tempat. root.pub boleh diumumkan beserta nomornya.',
      en: 'root.key is SECRET: keep it offline, in two places. root.pub may be published with its number.',
    },
  ])
}

/** `rekam keys letter`: a key that signs Suket, certified by the root. */
export async function keysLetter(terminal: Terminal, options: ByRoot & { issuer: string }): Promise<void> {
  const { root, serial } = await rootOf(options)
  const key = generateSigningKey()
  const { issuer } = options
  const certificate = certifyLetter(root, { serial: await serial(), issuer, key: publicOf(key) })
  const files = await writeNew(resolve(options.out), [
    ...signingFiles('letter', key, `rekam letter ${issuer}`),
    ...signedFiles('letter.json', certificate),
  ])
  tell(terminal, options, { files, keyId: keyIdText(key.keyId) }, [
    {
      id: 'letter.json masuk pengaturan profil (letterKeys); letter.key ikut lewat --letter-key.',
      en: "letter.json goes into the profile's settings (letterKeys); letter.key goes along by --letter-key.",
    },
  ])
}

/** `rekam keys site`: a site's receipt key, certified by the root, in the folder that the site's server takes; with --host its TLS key too. */
export async function keysSite(
  terminal: Terminal,
  options: ByRoot & { site: string; post?: boolean; host?: string[] },
): Promise<void> {
  const { root, serial } = await rootOf(options)
  const key = generateSigningKey()
  const certificate = certifySite(root, {
    serial: await serial(),
    site: options.site,
    key: publicOf(key),
    grades: options.post ? ['post'] : undefined,
  })
  const tls = options.host
    ? await makeSiteTls({ site: options.site, hosts: options.host }, { now: new Date(), random: randomBytes })
    : null
  const files = await writeNew(resolve(options.out), [
    ...signingFiles('site', key, `rekam site ${options.site}`),
    ...signedFiles('site.json', certificate),
    ['root.pub', formatPublicKey(publicOf(root), 'rekam root')],
    ...(tls
      ? ([
          ['tls.crt', tls.certificate],
          ['tls.key', tls.key],
        ] as const)
      : []),
  ])
  tell(terminal, options, { files, keyId: keyIdText(key.keyId) }, [
    {
      id: 'site.json masuk pengaturan profil (sites.certificate).',
      en: "site.json goes into the profile's settings (sites.certificate).",
    },
    ...(tls
      ? [
          {
            id: 'tls.crt masuk pengaturan profil (sites.ca); tls.key hanya di server pusat data itu.',
            en: "tls.crt goes into the profile's settings (sites.ca); tls.key stays on that site's server alone.",
          },
        ]
      : []),
  ])
}

/** The id of a key, as 16 hex digits, or of a `.pub` or certificate file. */
async function keyIdOf(given: string): Promise<string> {
  if (/^[0-9A-F]{16}$/i.test(given)) return given.toUpperCase()
  const bytes = await readBytes(resolve(given))
  try {
    return keyIdText(parsePublicKey(text(bytes)).keyId)
  } catch (error) {
    if (!isFault(error)) throw error
    return keyIdText(parsePublicKey(readCertificate(bytes).key).keyId)
  }
}

/** `rekam keys revoke`: after number `after` nothing of that key counts; stations have it with their next profile. */
export async function keysRevoke(
  terminal: Terminal,
  options: ByRoot & { key: string; after: string; reason: string },
): Promise<void> {
  const after = Number(options.after)
  if (!/^\d{1,15}$/.test(options.after)) throw refuse('INPUT-INVALID', { why: `--after ${options.after}` })
  const { root, serial } = await rootOf(options)
  const keyId = await keyIdOf(options.key)
  const { reason } = options
  const signed = issueRevocation(root, { serial: await serial(), keyId, after, reason })
  const files = await writeNew(resolve(options.out), signedFiles(`revoked-${keyId}.json`, signed))
  tell(terminal, options, { files, keyId }, [
    {
      id: 'Sebutkan berkas ini dalam pengaturan (revocations) setiap profil mulai sekarang.',
      en: 'Name this file in the settings (revocations) of every profile from now on.',
    },
  ])
}

/** `rekam keys profile`: signs a station's profile from a settings file, onto the drive that goes to the station. */
export async function keysProfile(
  terminal: Terminal,
  options: ByRoot & { settings: string; letterKey?: string; nextRoot?: string; serial?: string },
): Promise<void> {
  if (options.serial !== undefined && !/^[1-9]\d{0,14}$/.test(options.serial))
    throw refuse('INPUT-INVALID', { why: `--serial ${options.serial}` })
  const { root, serial: next } = await rootOf(options)
  const letter =
    options.letterKey === undefined ? undefined : parseSecretKey(await readText(resolve(options.letterKey)))
  const nextRoot =
    options.nextRoot === undefined ? undefined : parsePublicKey(await readText(resolve(options.nextRoot)))
  const serial = options.serial === undefined ? await next() : Number(options.serial)
  const signed = await profileFromSettings(resolve(options.settings), root, serial, nextRoot)
  const files = await writeNew(resolve(options.out), [
    ...signedFiles('profile.json', signed),
    ...(letter ? [['letter.key', formatSecretKey(letter)] as const] : []),
  ])
  const say = sayer(options)
  print(terminal, options, { files, serial }, [
    say(`Profil nomor ${serial}:`, `Profile number ${serial}:`),
    ...files,
    say(
      'Di stasiun: rekam profile install --profile profile.json',
      'At the station: rekam profile install --profile profile.json',
    ),
  ])
}

/** `rekam keys recertify`: a root that takes over says anew what the old one said of stations. */
export async function keysRecertify(
  terminal: Terminal,
  options: ByRoot & { oldRoot: string; certificates: string },
): Promise<void> {
  const { root, serial } = await rootOf(options)
  const old = parsePublicKey(await readText(resolve(options.oldRoot)))
  const items = decodeBundle(await readBytes(resolve(options.certificates)))
  const made = await recertify(root, old, items, serial)
  const files = await writeNew(resolve(options.out), [
    [BUNDLE_NAME, encodeBundle(made.certificates)],
    ...made.revocations.flatMap(({ keyId, signed }) => signedFiles(`revoked-${keyId}.json`, signed)),
  ])
  const stations = made.certificates.length
  const say = sayer(options)
  const ended = made.ended.join(', ')
  print(terminal, options, { files, stations, ended: made.ended }, [
    say(
      `${stations} sertifikat stasiun disahkan kembali; dicabut dan tidak disahkan: ${ended || 'tidak ada'}`,
      `${many(stations, 'station certificate')} certified again; revoked and not certified: ${ended || 'none'}`,
    ),
    ...files,
    say(
      `Di stasiun, setelah profil baru: rekam keys install --certificate ${BUNDLE_NAME}`,
      `At the station, after the new profile: rekam keys install --certificate ${BUNDLE_NAME}`,
    ),
  ])
}
