import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { decodeBundle } from '../../formats/trust/bundle.ts'
import { trustFrom } from '../../formats/trust/trust.ts'
import { parsePublicKey } from '../../lib/minisign.ts'
import { issueSuket, letterKeys, saveSuket, verifySuket } from '../suket/index.ts'
import { readFile } from 'node:fs/promises'
import { faultOfErrno } from '../../lib/fault.ts'
import { readText } from './secrets.ts'
import { type Common, print, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

/** `rekam suket issue ID --out FILE.pdf` */
export async function suketIssue(
  terminal: Terminal,
  id: string,
  options: Common & StationOptions & { out: string },
): Promise<void> {
  const out = resolve(options.out)
  const suket = await withStation(options, async (station) => {
    const issued = await issueSuket(station, id)
    await saveSuket(station, issued.id, out)
    return {
      ...issued,
      qr: station.read.get<{ qr: string }>('SELECT qr FROM suket WHERE id = ?', [issued.id])?.qr ?? '',
    }
  })
  print(terminal, options, { ...suket, out }, [
    `${suket.number}  berlaku sampai ${suket.expiresOn}`,
    `PDF: ${out}`,
  ])
}

/** The trust list: a root's .pub, with the CERTS.JSN beside it. */
async function trustList(path: string) {
  const root = parsePublicKey(await readText(path))
  const bundle = join(resolve(path, '..'), 'CERTS.JSN')
  try {
    return trustFrom(root, decodeBundle(await readFile(bundle)))
  } catch (error) {
    throw error instanceof Error && 'errno' in error ? faultOfErrno(error, 'read', bundle) : error
  }
}

/** `rekam suket verify FILE-or-QR-text --trust FILE`: offline; exit code 1 for anything but a valid letter. */
export async function suketVerify(
  terminal: Terminal,
  source: string,
  options: Common & { trust: string; zone?: string },
): Promise<number> {
  const text = existsSync(source) ? await readText(source) : source
  const trust = await trustList(resolve(options.trust))
  const found = verifySuket(text, {
    trusted: letterKeys({ trust }),
    now: new Date(),
    zone: options.zone ?? 'Asia/Jakarta',
  })
  const words = {
    valid: 'Sah',
    expired: 'Sah, tetapi masa berlakunya habis',
    withdrawn: 'Sudah ditarik',
    altered: 'Diubah: tanda tangan tidak cocok',
    'unknown-issuer': 'Penerbit tidak dikenal',
    'not-a-suket': 'Bukan QR Suket',
  } as const
  print(terminal, options, found, [
    words[found.verdict],
    ...(found.number === null
      ? []
      : [`${found.number}  ${found.name}  ${found.issuedOn} s.d. ${found.expiresOn}`]),
  ])
  return found.verdict === 'valid' ? 0 : 1
}
