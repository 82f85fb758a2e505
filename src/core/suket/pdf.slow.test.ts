import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { issueSuket } from './issue.ts'
import { suketPdf } from './pdf.ts'
import { recorded, samplePerson } from './testing/recorded.ts'
import type { Biodata } from '../../contract/biodata.ts'

/** The reader's own module from its package; it would fetch it from a network. */
const WASM = readFileSync(new URL(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')))
prepareZXingModule({
  overrides: { wasmBinary: WASM.buffer.slice(WASM.byteOffset, WASM.byteOffset + WASM.length) },
})

let open: TestStation
beforeAll(async () => {
  open = await openTestStation()
})
afterAll(() => open.close())

/** Stock judges, from Debian's qpdf and poppler-utils. */
async function printed(biodata: Biodata) {
  const suket = await issueSuket(open.station, await recorded(open, biodata))
  const path = join(open.temp('pdf'), `${suket.id}.pdf`)
  writeFileSync(path, await suketPdf(open.station, suket.id))
  const run = (program: string, ...args: string[]) => execFileSync(program, args, { encoding: 'utf8' })
  return { suket, path, run, words: run('pdftotext', '-layout', path, '-') }
}

describe('the letter', () => {
  it('is a clean PDF that says what the register says', async () => {
    const person = samplePerson(1)
    const { suket, path, run, words } = await printed(person)
    expect(run('qpdf', '--check', path)).toContain('No syntax or stream encoding errors')
    for (const said of [
      suket.number,
      person.nik,
      person.nama.toUpperCase(),
      'SURAT KETERANGAN',
      'Yang Bersangkutan',
      'NIP.',
    ]) {
      expect(words).toContain(said)
    }
    expect(run('pdfinfo', path)).toMatch(/Pages:\s+1\n[\s\S]*Page size:\s+595\.\d+ x 841\.\d+ pts \(A4\)/)
    for (const face of ['Regular', 'Bold'])
      expect(run('pdffonts', path)).toMatch(new RegExp(`\\+Tinos-${face} .* Identity-H +yes yes yes`))
    const info = run('pdfinfo', path)
    for (const said of [
      `Title:           Surat Keterangan ${suket.number}`,
      'Tagged:          yes',
      'JavaScript:      no',
    ])
      expect(info).toContain(said)
    expect(run('pdfinfo', '-struct-text', path)).toMatch(/H1[\s\S]*"SURAT KETERANGAN"[\s\S]*Figure/)
    expect(run('qpdf', '--json', '--json-key=qpdf', path)).toContain('"/Lang": "u:id-ID"')
  })

  it.each([150, 300])('carries a QR that reads back from %d dpi', async (dpi) => {
    const { suket, path, run } = await printed(samplePerson(dpi === 150 ? 2 : 3))
    run('pdftoppm', '-r', String(dpi), '-png', '-singlefile', path, path.slice(0, -4))
    const [found] = await readBarcodes(readFileSync(`${path.slice(0, -4)}.png`), {
      formats: ['QRCode'],
      tryHarder: true,
    })
    expect(found?.text).toBe(
      open.station.read.get<{ qr: string }>('SELECT qr FROM suket WHERE id = ?', [suket.id])!.qr,
    )
  })

  it('keeps everybody on one page: long names, long addresses, every sample person', async () => {
    for (const n of [4, 5, 6, 7, 8]) {
      const person = {
        ...samplePerson(n),
        alamat: 'JALAN CONTOH YANG SANGAT PANJANG SEKALI NOMOR SERATUS DUA PULUH TIGA '.repeat(3).trim(),
      }
      const { path, run, words } = await printed(person)
      expect(run('pdfinfo', path)).toMatch(/Pages:\s+1\n/)
      expect(words).toContain('NIP.')
    }
  })

  it('is the same paper whenever it is printed again', async () => {
    const { suket } = await printed(samplePerson(9))
    const [one, two] = [await suketPdf(open.station, suket.id), await suketPdf(open.station, suket.id)]
    expect(Buffer.compare(Buffer.from(one), Buffer.from(two))).toBe(0)
  })

  it('refuses a letter that nobody issued', async () => {
    await expect(suketPdf(open.station, 'zzzzzzzzzzzzzzzzzzzzzzzzzz')).rejects.toThrow(
      expect.objectContaining({ code: 'NOT-FOUND' }),
    )
  })
})
