import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import type { Bag } from '../../contract/export.ts'
import { verifyProof } from '../../formats/paper/paper.ts'
import type { ProfileFields } from '../../formats/profile/profile.ts'
import { recordingOf } from '../enrolment/index.ts'
import { openTestStation, seedRecordings, type TestStation } from '../testing/index.ts'
import { exportStream, letterOf, makeBag } from './index.ts'

/** The reader's own module from its package; it would fetch it from a network. */
const WASM = readFileSync(new URL(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')))
prepareZXingModule({
  overrides: { wasmBinary: WASM.buffer.slice(WASM.byteOffset, WASM.byteOffset + WASM.length) },
})

let open: TestStation
let bag: Bag
let ids: string[]
beforeAll(async () => {
  open = await openTestStation({ profile: longNames })
  ids = await seedRecordings(open.station, 12, { bytes: 3000 })
  bag = await makeBag(open.station, {
    folder: open.temp('drive'),
    again: 'Drive pertama rusak di jalan menuju ibu kota provinsi',
  })
})
afterAll(() => open.close())

/** Names as long as a Dinas may give them. */
function longNames(profile: ProfileFields): ProfileFields {
  const address = [
    'Jalan Sampel Nomor 1 Kompleks Perkantoran Terpadu, Kecamatan Rasanae Barat, Kota Bima 84111',
  ]
  return { ...profile, letterhead: { ...profile.letterhead, address } }
}

const run = (program: string, ...args: string[]) => execFileSync(program, args, { encoding: 'utf8' })

describe('the delivery letter', () => {
  it('is a clean PDF on one A4 that names sender, bag, counts, chain and hands', () => {
    const path = join(bag.folder, 'surat-pengantar.pdf')
    expect(run('qpdf', '--check', path)).toContain('No syntax or stream encoding errors')
    expect(run('pdfinfo', path)).toMatch(/Pages:\s+1\n[\s\S]*Page size:\s+595\.\d+ x 841\.\d+ pts \(A4\)/)
    const fonts = run('pdffonts', path)
    for (const face of ['Tinos-Bold', 'Tinos-Regular']) expect(fonts).toMatch(new RegExp(`${face}.* yes `))
    const words = run('pdftotext', '-layout', path, '-')
    const { head } = recordingOf(open.station.read, ids.at(-1)!)!
    for (const said of [
      'SURAT PENGANTAR',
      'REKAM-5272-01-A-1',
      bag.id,
      'Kecamatan Rasanae Barat (sampel), stasiun 5272-01-A',
      '12 paket perekaman tersegel',
      '1 sampai dengan 12',
      head.slice(0, 8),
      head.slice(-8),
      '23 November 2026, pukul 09.00 WITA',
      'Dikirim ulang karena',
      'Yang menyerahkan,',
      'Yang membawa,',
      'Yang menerima,',
    ]) {
      expect(words).toContain(said)
    }
    expect(words).not.toMatch(/CONTOH [A-Z]+ \d|\b5272\d{12}\b/)
  })

  it('carries the signed chain as a QR that reads back from paper', async () => {
    const png = join(open.temp('png'), 'letter')
    run('pdftoppm', '-r', '150', '-png', '-singlefile', join(bag.folder, 'surat-pengantar.pdf'), png)
    const [found] = await readBarcodes(readFileSync(`${png}.png`), { formats: ['QRCode'], tryHarder: true })
    const { seq, head, id } = recordingOf(open.station.read, ids.at(-1)!)!
    expect(verifyProof(found?.text ?? '', open.station.trust)).toMatchObject({
      station: '5272-01-A',
      seq,
      head,
      id,
    })
  })

  it('is the same paper when it is printed again without the drive', async () => {
    const again = Buffer.from(await letterOf(open.station, bag.id))
    expect(again.equals(readFileSync(join(bag.folder, 'surat-pengantar.pdf')))).toBe(true)
    const streamed = await exportStream(open.station, `${bag.id}.pdf`, new URLSearchParams())
    expect(streamed).toMatchObject({ status: 200, headers: { 'content-type': 'application/pdf' } })
    expect(bag.letterUrl).toBe(`app://station/export/${bag.id}.pdf`)
    expect(await exportStream(open.station, '../x.pdf', new URLSearchParams())).toBeNull()
    await expect(letterOf(open.station, '0'.repeat(26))).rejects.toMatchObject({ code: 'NOT-FOUND' })
    if (process.env['REKAM_KEEP']) writeFileSync(process.env['REKAM_KEEP'], again)
  })
})
