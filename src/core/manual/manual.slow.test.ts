import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { call } from '@orpc/server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EMERGENCIES } from '../../contract/manual/emergency.ts'
import { MANUAL, MANUAL_NAMES } from '../../contract/manual/pages.ts'
import type { Terminal } from '../cli/terminal.ts'
import { run } from '../cli.ts'
import { openTestStation } from '../testing/index.ts'
import { manualHandlers } from './handlers.ts'
import { makeManual } from './make.ts'
import { pictures } from './pictures.ts'

const resources = join(import.meta.dirname, '../../../resources')
const madeAt = new Date('2026-03-01T00:00:00Z')
const tool = (program: string, ...args: string[]) => execFileSync(program, args, { encoding: 'utf8' })
const plain = (text: string) => text.replaceAll(/\s+/g, ' ')

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rekam-manual-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function made(kind: 'book' | 'card', language: 'id' | 'en', from = resources) {
  const { pdf, pages } = await makeManual(kind, { resources: from, language, version: '9.9.9', madeAt })
  const path = join(folder, `${kind}-${language}.pdf`)
  writeFileSync(path, pdf)
  return { path, pages, pdf }
}

describe.each(['id', 'en'] as const)('in %s', (language) => {
  test('the emergency card is one clean A4 that says every case', async () => {
    const { path, pages } = await made('card', language)
    expect(pages).toBe(1)
    expect(tool('qpdf', '--check', path)).toContain('No syntax or stream encoding errors')
    expect(tool('pdfinfo', path)).toMatch(/Pages:\s+1\n[\s\S]*\(A4\)/)
    const words = plain(tool('pdftotext', '-layout', path, '-'))
    for (const { title, safe, steps } of EMERGENCIES)
      for (const said of [title, safe, ...steps])
        expect(words).toContain(said[language].split(' ').slice(0, 4).join(' '))
    // Nothing runs over the edge of the paper.
    expect(words).toMatch(/____/)
  })

  test('the manual is a clean book: contents with true page numbers, every page and every part', async () => {
    const { path, pages } = await made('book', language)
    expect(tool('qpdf', '--check', path)).toContain('No syntax or stream encoding errors')
    expect(tool('pdfinfo', path)).toMatch(new RegExp(`Pages:\\s+${pages}\\n`))
    const pictured = MANUAL_NAMES.filter((name) => 'picture' in MANUAL[name])
    expect(tool('pdfimages', '-list', path).match(/ jpeg /g)).toHaveLength(pictured.length)
    const papers = tool('pdftotext', '-layout', path, '-').split('\f')
    const contents = plain(papers[1]! + papers[2]!)
    for (const name of MANUAL_NAMES) {
      const title = MANUAL[name].title[language]
      const number = new RegExp(`${title.replaceAll(/[()?]/g, '.')} (\\d+)`).exec(contents)?.[1]
      expect({
        name,
        on: plain(papers[Number(number) - 1] ?? '')
          .trim()
          .startsWith(title),
      }).toEqual({
        name,
        on: true,
      })
    }
  })
})

test('the same words and pictures give the same bytes', async () => {
  expect((await made('card', 'id')).pdf).toEqual((await made('card', 'id')).pdf)
})

test('screenshots that are there are in the book, and none is no error', async () => {
  const own = join(folder, 'resources')
  expect(await pictures(own)).toEqual(new Map())
  mkdirSync(join(own, 'manual'), { recursive: true })
  const [photo] = tool('find', join(resources, 'people'), '-name', '*.jpg').split('\n')
  writeFileSync(join(own, 'manual', 'queue.jpg'), readFileSync(photo!))
  expect([...(await pictures(own)).keys()]).toEqual(['queue'])
})

test('a manual that is ended writes nothing', async () => {
  const open = await openTestStation()
  try {
    const { context } = open
    const path = join(folder, 'berakhir.pdf')
    const making = call(manualHandlers.saveBook, { path, language: 'id' }, { context })
    making.catch(() => undefined)
    await new Promise((go) => setTimeout(go, 300))
    await call(manualHandlers.endBook, {}, { context })
    await expect(making).rejects.toMatchObject({ code: 'MANUAL-ENDED' })
    expect(existsSync(path)).toBe(false)
  } finally {
    await open.close()
  }
})

test('the terminal writes both, over nothing that is no PDF', async () => {
  const said: string[] = []
  const terminal: Terminal = {
    out: (text) => void said.push(text),
    err: (text) => void said.push(text),
    stopped: async () => {},
    input: async () => new Uint8Array(),
  }
  const card = join(folder, 'kartu.pdf')
  expect(await run(['manual', '--card', card, '--lang', 'en'], terminal)).toBe(0)
  expect(tool('pdftotext', card, '-')).toContain('When something happens')
  const other = join(folder, 'catatan.txt')
  writeFileSync(other, 'catatan')
  expect(await run(['manual', '--card', other], terminal)).toBe(1)
  expect(readFileSync(other, 'utf8')).toBe('catatan')
  expect(await run(['manual'], terminal)).toBe(2)
  expect(said.join('\n')).toContain('CLI-MANUAL')
})
