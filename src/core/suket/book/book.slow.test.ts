import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestStation, type TestStation } from '../../testing/index.ts'
import { voidSuket, withdrawSuket } from '../end.ts'
import { issueSuket } from '../issue.ts'
import { listSukets } from '../queries.ts'
import { recorded, samplePerson } from '../testing/recorded.ts'
import { seedRegister } from '../testing/seed-register.ts'
import { todayOf } from '../today.ts'
import { suketRecap } from './recap.ts'
import { saveBook } from './save-book.ts'

const FORMULA = '=HYPERLINK("http://example.invalid";"buka")'
let open: TestStation
let day: string
beforeAll(async () => {
  open = await openTestStation({ actor: { account: 'penyelia', role: 'penyelia' } })
  const { station } = open
  const letters = []
  for (const n of [1, 2, 3, 6]) letters.push(await issueSuket(station, await recorded(open, samplePerson(n))))
  await withdrawSuket(station, letters[0]!.id, FORMULA)
  await station.write.transaction((tx) =>
    tx.run(
      `INSERT INTO register_gap (epoch, issuer, year, from_seq, to_seq, reason, at) VALUES (?, '5272', 2026, 5, 9, '=arsip', ?)`,
      [station.epoch.id, station.ports.now().toISOString()],
    ),
  )
  await voidSuket(station, letters[1]!.id, 'salah\u0001 cetak\ud800 <b>&')
  day = todayOf(station)
})
afterAll(() => open.close())

const run = (program: string, ...args: string[]) =>
  execFileSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28 })
const saved = async (kind: 'xlsx' | 'pdf', from = day) => {
  const path = join(open.temp('book'), `register.${kind}`)
  return saveBook(open.station, { from, to: day, kind, path })
}

describe('the register as a file', () => {
  it('is a workbook that another reader opens, agrees with the ledger, and computes nothing', async () => {
    const { path, rows } = await saved('xlsx')
    expect(rows).toBe(4)
    const [, heads, ...lines] = await readSheet(readFileSync(path), 'Register')
    expect(heads).toContain('Nomor surat')
    expect(lines.map((line) => line[4])).toEqual([1, 2, 3, 6].map((n) => samplePerson(n).nik))
    expect(lines[0]!.slice(7)).toEqual(['ditarik', null, expect.stringMatching(/^\d\d-/), `'${FORMULA}`])
    expect(lines[1]![10]).toBe('salah  cetak  <b>&')
    const recap = await readSheet(readFileSync(path), 'Rekap')
    const [ledger] = suketRecap(open.station.read, { from: day, to: day }, 'Asia/Makassar')
    expect(ledger).toMatchObject({ issued: 4, withdrawn: 1, void: 1 })
    expect(recap.at(-1)).toEqual(['Jumlah', null, 4, 0, 1, 1])
    expect(recap).toHaveLength(3)
    const [, gap] = await readSheet(readFileSync(path), 'Nomor dilewati')
    expect(gap).toEqual(['5272', '2026', '5 s.d. 9', 'Setelah pemulihan: =arsip'])
  })

  it('is a clean PDF with every letter, whatever names and reasons hold', async () => {
    const { path } = await saved('pdf')
    expect(run('qpdf', '--check', path)).toContain('No syntax or stream encoding errors')
    const words = run('pdftotext', '-layout', path, '-')
    for (const n of [1, 2, 3, 6]) expect(words).toContain(samplePerson(n).nik)
    expect(words).toMatch(/5 s\.d\. 9\s+Setelah pemulihan: =arsip/)
    expect(run('pdfinfo', path)).toMatch(/Title: +Register Suket[^]*Page size: +841\.89 x 595\.27/)
    expect(words).toMatch(/Jumlah\s+4\s+0\s+1\s+1/)
  })

  it('says so where a range has no letter', async () => {
    const path = join(open.temp('book'), 'empty.pdf')
    await saveBook(open.station, { from: '2020-01-01', to: '2020-12-31', kind: 'pdf', path })
    expect(run('pdftotext', '-layout', path, '-')).toContain('Tidak ada surat dalam masa ini.')
  })

  it('takes 100,000 letters: pages at once, a workbook, and for paper a shorter range', async () => {
    const { station } = open
    await seedRegister(station, 100_000)
    const first = listSukets(station.read, { text: '', before: undefined, limit: 100, today: day })
    expect(first).toMatchObject({ total: 100_004, rows: { length: 100 } })
    expect(
      listSukets(station.read, { text: '/99999/', before: undefined, limit: 100, today: day }).total,
    ).toBe(1)
    const { path, rows } = await saved('xlsx', '2026-01-01')
    // The reader of the other test is not made for so many rows: a whole ZIP ends in its directory.
    const workbook = readFileSync(path)
    expect(workbook.length).toBeGreaterThan(2_000_000)
    expect(workbook.readUInt32LE(workbook.length - 22)).toBe(0x06054b50)
    expect(rows).toBeGreaterThan(90_000)
    await expect(saved('pdf', '2026-01-01')).rejects.toMatchObject({ code: 'SUKET-BOOK-LONG' })
  })
})
