import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Transformer } from '@napi-rs/image'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { issueSuket } from './issue.ts'
import { suketPdf } from './pdf.ts'
import { DIFFICULT, signersOf } from './testing/difficult.ts'
import { recorded } from './testing/recorded.ts'

/** Set it to draw the reference pictures anew; then look at each of them before they are kept. */
const UPDATE = process.env['REKAM_UPDATE_PICTURES'] === '1'
const PICTURES = join(import.meta.dirname, 'testing/pictures')
const ARMS = readFileSync(join(import.meta.dirname, '../../../resources/letter/arms-sample.png')).toString(
  'base64',
)

let open: TestStation
beforeAll(async () => {
  open = await openTestStation({
    profile: (profile) => ({
      ...signersOf(profile),
      letterhead: { ...profile.letterhead, arms: ARMS },
    }),
  })
})
afterAll(() => open.close())

/** Grey pixels of a PNG. */
async function greys(png: Uint8Array): Promise<{ width: number; pixels: Uint8Array }> {
  const { width, colorType } = await new Transformer(Buffer.from(png)).metadata()
  const raw = await new Transformer(Buffer.from(png)).rawPixels()
  const channels = { L8: 1, La8: 2, Rgb8: 3, Rgba8: 4 }[String(colorType)] ?? raw.length / width
  const pixels = new Uint8Array(raw.length / channels)
  for (let at = 0; at < pixels.length; at++) pixels[at] = raw[at * channels]!
  return { width, pixels }
}

/** Share of pixels that differ plainly; another poppler draws edges a little otherwise. */
async function difference(one: Uint8Array, two: Uint8Array): Promise<number> {
  const [a, b] = [await greys(one), await greys(two)]
  if (a.width !== b.width || a.pixels.length !== b.pixels.length) return 1
  let off = 0
  for (let at = 0; at < a.pixels.length; at++) if (Math.abs(a.pixels[at]! - b.pixels[at]!) > 96) off++
  return off / a.pixels.length
}
const ALIKE = 0.002

async function drawn(n: number, paper: 'A4' | 'F4') {
  const { person, signer } = DIFFICULT[n]!
  const nik = `${person.nik.slice(0, 12)}${paper === 'A4' ? '1' : '2'}00${n + 1}`
  const id = await recorded(open, { ...person, nik })
  const suket = await issueSuket(open.station, id, { paper, signer })
  const path = join(open.temp(`${paper}-${n}`), 'letter')
  writeFileSync(`${path}.pdf`, await suketPdf(open.station, suket.id))
  execFileSync('pdftoppm', ['-r', '72', '-gray', '-png', '-singlefile', `${path}.pdf`, path])
  const words = execFileSync('pdftotext', ['-raw', `${path}.pdf`, '-'], { encoding: 'utf8' })
  return { suket, nik, path, png: readFileSync(`${path}.png`), words: words.normalize('NFC') }
}

const flat = (text: string) => text.normalize('NFC').replaceAll(/\s+/g, '')

describe.each(['A4', 'F4'] as const)('on %s', (paper) => {
  it.each(DIFFICULT.map(({ what }, n) => [what, n] as const))('%s', async (_what, n) => {
    const { path, png, words, suket, nik } = await drawn(n, paper)
    expect(execFileSync('qpdf', ['--check', `${path}.pdf`], { encoding: 'utf8' })).toContain('No syntax')
    expect(execFileSync('pdfinfo', [`${path}.pdf`], { encoding: 'utf8' })).toMatch(
      paper === 'A4' ? /Pages:\s+1\n[\s\S]*595\.\d+ x 841/ : /Pages:\s+1\n[\s\S]*609\.\d+ x 935/,
    )
    const { person, signer } = DIFFICULT[n]!
    const official = open.station.profile.signers[signer]!
    const { lines, address } = open.station.profile.letterhead
    // Everything that FACTS asks of the letter, each value right after its label.
    for (const field of [
      ...lines,
      ...address,
      'SURAT KETERANGAN',
      `Nomor : ${suket.number}`,
      `NIK : ${nik}`,
      `Nama Lengkap : ${person.nama}`,
      `Tempat/Tanggal Lahir : ${person.tempatLahir}, 17-03-1985`,
      'Jenis Kelamin : LAKI-LAKI',
      `Alamat : ${person.alamat}`,
      `RT/RW : ${person.rt}/${person.rw}`,
      'Kel/Desa : PARUGA',
      'Kecamatan : RASANAE BARAT',
      'Agama : ISLAM',
      'Status Perkawinan : KAWIN',
      'Pekerjaan : GURU',
      'Kewarganegaraan : WNI',
      'benar-benar telah melakukan perekaman KTP-el dan yang bersangkutan telah terdata dalam database kependudukan Kota Bima.',
      'berlaku sebagai pengganti KTP-el untuk kepentingan Pemilu, Pemilukada, Pilkades, perbankan, imigrasi, kepolisian, asuransi, BPJS, pernikahan, dan lain-lain.',
      'berlaku selama 6 (enam) bulan sejak tanggal diterbitkan, sampai dengan 23 Mei 2027, atau sampai KTP-el diterima',
      'Yang Bersangkutan,',
      'Bima, 23 November 2026',
      official.title,
      official.onBehalfOf ?? '',
      official.name,
      `NIP. ${official.nip}`,
      'BIO_CAPTURED',
    ])
      expect(flat(words).toUpperCase()).toContain(flat(field).toUpperCase())
    const reference = join(PICTURES, `${paper}-${n + 1}.png`)
    if (UPDATE) writeFileSync(reference, png)
    expect(await difference(png, readFileSync(reference))).toBeLessThan(ALIKE)
  })
})

it('a letter of another resident is another picture', async () => {
  const [one, two] = [readFileSync(join(PICTURES, 'A4-1.png')), readFileSync(join(PICTURES, 'A4-2.png'))]
  expect(await difference(one, two)).toBeGreaterThan(ALIKE * 2)
})
