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

  it('stays on its one page, whatever the profile and the resident fill, with and without a photo', async () => {
    const full = (letters: number) =>
      'KATA PANJANG '
        .repeat(30)
        .slice(0, letters - 1)
        .trim()
    const wide = await openTestStation({
      profile: (profile) => ({
        ...profile,
        letterhead: {
          lines: [full(100), full(100), full(100), full(100)],
          address: [full(120), full(120), full(120)],
        },
        signers: [
          {
            ...profile.signers[0]!,
            title: full(150),
            onBehalfOf: full(150),
            name: full(100),
            signs: 'electronic',
          },
        ],
      }),
    })
    try {
      const { station } = wide
      const person = { ...samplePerson(1), nama: full(120), tempatLahir: full(60), alamat: full(255) }
      const recording = await recorded(wide, person)
      for (const paper of ['A4', 'F4'] as const) {
        const { id } = await issueSuket(station, recording, { paper })
        await station.write.transaction((tx) =>
          tx.run('UPDATE suket SET paper = ? WHERE id = ?', [paper, id]),
        )
        const path = join(wide.temp('pdf'), `${paper}.pdf`)
        writeFileSync(path, await suketPdf(station, id))
        const boxes = execFileSync('pdftotext', ['-bbox', path, '-'], { encoding: 'utf8' })
        const height = Number(/<page width="[\d.]+" height="([\d.]+)"/.exec(boxes)![1])
        const words = [...boxes.matchAll(/yMax="([\d.]+)">([^<]*)</g)].map(([, y, word]) => ({
          y: Number(y),
          word,
        }))
        const lowest = words.filter(({ word }) => word !== 'BIO_CAPTURED').toSorted((a, b) => b.y - a.y)[0]!
        expect(lowest.word).toBe('Ditandatangani')
        expect(lowest.y).toBeLessThan(height - 40)
        await station.write.transaction((tx) => tx.run('DELETE FROM recording_photo'))
      }
    } finally {
      await wide.close()
    }
  })
})
