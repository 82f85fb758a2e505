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
import { type Common, print, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

const WORDS = {
  valid: 'Sah',
  'not-yet': 'Asli, tetapi belum mulai berlaku: periksa tanggal komputer ini',
  expired: 'Asli, tetapi masa berlakunya habis',
  withdrawn: 'Asli, tetapi sudah ditarik, diganti, atau dibatalkan di stasiun ini',
  altered: 'Diubah: tanda tangan tidak cocok',
  practice: 'LATIHAN: dibuat untuk belajar, tidak berlaku di mana pun',
  'unknown-issuer': 'Penerbit tidak dikenal',
  'not-a-suket': 'Bukan QR Suket',
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
  print(terminal, options, found, [
    WORDS[found.verdict],
    ...(found.number === null
      ? []
      : [
          `${found.number}  ${found.issuedOn} s.d. ${found.expiresOn}`,
          `${found.nik}  ${found.name}  lahir ${found.birthDate}`,
          ...(found.endReason ? [`Alasan: ${found.endReason}`] : []),
          'Cocokkan dengan yang tertulis di surat.',
        ]),
  ])
  return found.verdict === 'valid' ? 0 : 1
}
