import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { decodeBundle } from '../../formats/trust/bundle.ts'
import { trustFrom } from '../../formats/trust/trust.ts'
import { faultOfErrno } from '../../lib/fault.ts'
import { parsePublicKey } from '../../lib/minisign.ts'
import { refuse } from '../refuse.ts'
import { letterKeys, readQr, verifyHere, verifyTexts } from '../suket/index.ts'
import { readText } from './secrets.ts'
import { sourceBytes } from './source-bytes.ts'
import { type Common, languageOf, print, sayer, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

const WORDS = {
  valid: { id: 'Sah', en: 'Valid' },
  'not-yet': {
    id: 'Asli, tetapi belum mulai berlaku: periksa tanggal komputer ini',
    en: "Genuine, but it does not count yet: look at this computer's date",
  },
  expired: { id: 'Asli, tetapi masa berlakunya habis', en: 'Genuine, but it has expired' },
  withdrawn: {
    id: 'Asli, tetapi sudah ditarik, diganti, atau dibatalkan di stasiun ini',
    en: 'Genuine, but withdrawn, replaced or made void at this station',
  },
  altered: { id: 'Diubah: tanda tangan tidak cocok', en: 'Altered: the signature does not fit' },
  practice: {
    id: 'LATIHAN: dibuat untuk belajar, tidak berlaku di mana pun',
    en: 'PRACTICE: made for learning, counts nowhere',
  },
  'unknown-issuer': { id: 'Penerbit tidak dikenal', en: 'Its issuer is not known' },
  'not-a-suket': { id: 'Bukan QR Suket', en: 'No QR of a Suket' },
} as const

function read(path: string): Promise<Buffer> {
  return readFile(path).catch((error: unknown) => {
    throw error instanceof Error && 'errno' in error ? faultOfErrno(error, 'read', path) : error
  })
}

/** The trust list: a root's .pub, with the CERTS.JSN beside it. */
async function trustList(path: string) {
  const root = parsePublicKey(await readText(path))
  return trustFrom(root, decodeBundle(await read(join(resolve(path, '..'), 'CERTS.JSN'))))
}

export interface VerifyOptions extends Common, Partial<StationOptions> {
  readonly trust?: string
  readonly zone?: string
}

/**
 * `rekam suket verify SOURCE (--trust FILE | --station DIR)`: a photograph, scan or PDF of a letter, a QR's text, or `-` for either on
 * standard input. Offline; with a station its register tells what was withdrawn. Exit code 1 for anything but a valid letter.
 */
export async function suketVerify(
  terminal: Terminal,
  source: string,
  { trust, station, zone = 'Asia/Jakarta', ...options }: VerifyOptions,
): Promise<number> {
  if ((trust === undefined) === (station === undefined)) throw refuse('CLI-SUKET-TRUST')
  const texts = await readQr(await sourceBytes(terminal, source))
  const found =
    station === undefined
      ? verifyTexts(texts, {
          trusted: letterKeys({ trust: await trustList(resolve(trust!)) }),
          now: new Date(),
          zone,
        })
      : await withStation(
          { ...options, station },
          'suket verify --station',
          async (open) => verifyHere(open, ...texts),
          { reads: { texts } },
        )
  const say = sayer(options)
  print(terminal, options, found, [
    WORDS[found.verdict][languageOf(options)],
    ...(found.number === null
      ? []
      : [
          `${found.number}  ${found.issuedOn} ${say('s.d.', 'to')} ${found.expiresOn}`,
          `${found.nik}  ${found.name}  ${say('lahir', 'born')} ${found.birthDate}`,
          ...(found.endReason ? [`${say('Alasan', 'Reason')}: ${found.endReason}`] : []),
          say('Cocokkan dengan yang tertulis di surat.', 'Compare it with what the letter says.'),
        ]),
  ])
  return found.verdict === 'valid' ? 0 : 1
}
