import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { filePrinters, PRACTICE_PRINTER } from './file-printers.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rekam-papers-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const order = (title: string, printer = PRACTICE_PRINTER) => ({
  printer,
  title,
  pdf: new TextEncoder().encode('%PDF-1.7'),
  paper: 'A4' as const,
  copies: 2,
  tray: null,
})

test('the one printer puts papers into the folder, found again by their title', async () => {
  const printers = filePrinters(folder)
  expect(await printers.list()).toMatchObject([{ isDefault: true, state: 'ready' }])
  const job = await printers.print(order('Suket LATIHAN/00001/XI/2026 0a'))
  expect(await printers.state(PRACTICE_PRINTER, job)).toEqual({ state: 'done', why: null })
  const again = filePrinters(folder)
  expect(await again.find(PRACTICE_PRINTER, 'Suket LATIHAN/00001/XI/2026 0a')).toBe(job)
  expect(await again.find(PRACTICE_PRINTER, 'Suket LATIHAN/00002/XI/2026 0b')).toBeNull()
  expect(readdirSync(folder)).toEqual([`${job}.pdf`])
  expect(readFileSync(join(folder, `${job}.pdf`), 'utf8')).toBe('%PDF-1.7')
})

test('titles are no paths, and no other printer is there', async () => {
  const printers = filePrinters(folder)
  const job = await printers.print(order('../../x'))
  expect(readdirSync(folder)).toContain(`${job}.pdf`)
  await expect(printers.print(order('Suket', 'HP-LaserJet'))).rejects.toMatchObject({ code: 'PRINTER-GONE' })
  expect(await printers.state(PRACTICE_PRINTER, 'never')).toEqual({ state: 'unknown', why: null })
  expect(await filePrinters(join(folder, 'gone')).find(PRACTICE_PRINTER, 'x')).toBeNull()
})
