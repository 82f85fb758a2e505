import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { letterFonts } from './fonts.ts'
import { markPapers, PRACTICE_PAPER } from './mark-papers.ts'
import { A4, Sheet } from './sheet.ts'

const resources = join(import.meta.dirname, '../../../resources')
const SAID = PRACTICE_PAPER.replaceAll(' ', '')
afterEach(() => {
  delete process.env['REKAM_PAPERS']
})

/** What each page of a paper of two pages says, without spaces: slanted letters are read one by one. */
async function pages(): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'rekam-mark-'))
  try {
    const sheet = await Sheet.make(await letterFonts(resources), A4)
    sheet.text('Halaman satu', 60, 100, 11)
    sheet.turn()
    sheet.text('Halaman dua', 60, 100, 11)
    const path = join(folder, 'x.pdf')
    writeFileSync(path, await sheet.finish({ title: 'x', at: new Date(0) }))
    return execFileSync('pdftotext', ['-raw', path, '-'], { encoding: 'utf8' })
      .split('\f')
      .slice(0, 2)
      .map((page) => page.replaceAll(/\s+/g, ''))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

test('in practice every page of every paper says so, and no other paper does', async () => {
  for (const page of await pages()) expect(page).not.toContain('LATIHAN')
  markPapers()
  const [one, two] = await pages()
  expect(one).toContain(SAID)
  expect(one).toContain('Halamansatu')
  expect(two).toContain(SAID)
})
