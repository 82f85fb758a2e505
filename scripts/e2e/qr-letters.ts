import { Transformer } from '@napi-rs/image'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { deflateSync, inflateSync } from 'node:zlib'
import QRCode from 'qrcode'
import { withOpenStation } from '../../src/core/cli/open-station.ts'
import { issueSuket, letterKeys, saveSuket, withdrawSuketOf } from '../../src/core/suket/index.ts'
import { encodeToken, verifyToken } from '../../src/formats/claim169/claim169.ts'
import { decodeBase45, encodeBase45 } from '../../src/lib/base45.ts'

/** Where each kind of letter lies that somebody may bring: the whole page as a photograph or PDF, or its QR alone. */
export interface QrLetters {
  readonly valid: string
  readonly pdf: string
  readonly withdrawn: string
  readonly expired: string
  readonly altered: string
  readonly 'unknown-issuer': string
  readonly 'not-a-suket': string
  readonly none: string
  readonly text: string
}

/** A QR as the camera of the tests or a file shows it: 640 x 480, JPEG. */
export function qrPicture(text: string): Uint8Array {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
  const [width, height, unit] = [640, 480, Math.floor(460 / (modules.size + 8))]
  const pixels = new Uint8Array(width * height * 4).fill(255)
  const [left, top] = [(width - modules.size * unit) >> 1, (height - modules.size * unit) >> 1]
  for (let y = 0; y < modules.size * unit; y++)
    for (let x = 0; x < modules.size * unit; x++)
      if (modules.get(Math.floor(y / unit), Math.floor(x / unit)))
        pixels.fill(0, ((top + y) * width + left + x) * 4, ((top + y) * width + left + x) * 4 + 3)
  return Transformer.fromRgbaPixels(pixels, width, height).jpegSync(95)
}

/** Issues two letters of the first two recordings, withdraws the second, and forges what a desk may be shown. */
export function makeQrLetters(station: string, folder: string): Promise<QrLetters> {
  const at = (name: string) => path.join(folder, name)
  const put = (name: string, text: string) => {
    writeFileSync(at(name), qrPicture(text))
    return at(name)
  }
  return withOpenStation({ station }, async (open) => {
    const recordings = open.read.all<{ id: string }>('SELECT id FROM recording ORDER BY seq LIMIT 2')
    const page = async (name: string, recording: string) => {
      const { id } = await issueSuket(open, recording)
      await saveSuket(open, id, at(`${name}.pdf`))
      execFileSync('pdftoppm', ['-r', '150', '-png', '-singlefile', at(`${name}.pdf`), at(name)])
      return open.read.get<{ qr: string }>('SELECT qr FROM suket WHERE id = ?', [id])!.qr
    }
    const qr = await page('valid', recordings[0]!.id)
    await page('withdrawn', recordings[1]!.id)
    await open.write.transaction((tx) =>
      withdrawSuketOf(tx, open, { recording: recordings[1]!.id }, 'Kartu diserahkan'),
    )
    const read = verifyToken(qr, letterKeys(open))
    const letter = open.keys.letter
    if (read.verdict !== 'signed' || !letter) throw new Error('the letter does not verify')
    const { token } = read
    const past = { issuedAt: 1_700_000_000, notBefore: 1_700_000_000, expiresAt: 1_715_000_000 }
    const cose = inflateSync(decodeBase45(qr))
    cose[cose.indexOf(token.claim.fullName)]! ^= 3
    const foreign = { keyId: new Uint8Array(8).fill(7), seed: new Uint8Array(32).fill(7) }
    writeFileSync(at('qr.txt'), qr)
    writeFileSync(
      at('none.jpg'),
      Transformer.fromRgbaPixels(new Uint8Array(64 * 64 * 4).fill(200), 64, 64).jpegSync(90),
    )
    return {
      valid: at('valid.png'),
      pdf: at('valid.pdf'),
      withdrawn: at('withdrawn.png'),
      expired: put('expired.jpg', encodeToken({ ...token, ...past, number: 'LAMA/1' }, letter)),
      altered: put('altered.jpg', encodeBase45(deflateSync(cose))),
      'unknown-issuer': put('foreign.jpg', encodeToken(token, foreign)),
      'not-a-suket': put('other.jpg', 'https://example.invalid/'),
      none: at('none.jpg'),
      text: at('qr.txt'),
    }
  })
}
