// Everything that the terminal says, it says in both languages: walked over the sources of its commands, so that no line is forgotten.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAst } from 'vite'
import { expect, test } from 'vitest'
import { catalogue } from '../../src/contract/catalogue.ts'
import { THINGS } from '../../src/contract/things.ts'
import { words as english } from '../../src/renderer/i18n/words-en.ts'
import { words as indonesian } from '../../src/renderer/i18n/words-id.ts'
import { below, type Node, textsOf, translated } from './walk-source.ts'

const FOLDER = join(import.meta.dirname, '../../src/core/cli')
const SOURCES = readdirSync(FOLDER).filter((name) => /^[^.]*\.ts$/.test(name))

/** What is no line of the terminal: labels that are kept, the name of a file, a word for the catalogue, and both languages in one line. */
const KEPT = ['Disk meja', 'Disk rotasi', 'kunci pemulihan Dinas (recovery identity)', 'sandi-contoh.txt']
const BOTH = /^LATIHAN \/ PRACTICE:/
/** Names that English lines have too: of roles, of fields as packets spell them, and of the record that witnesses sign. */
const NAMES = ['penyelia', 'teknisi', 'nama', 'tanggallahir', 'berita', 'acara']

const wordsOf = (text: string) => text.toLowerCase().match(/[a-z]{3,}/g) ?? []

function strings(of: unknown): string[] {
  if (typeof of === 'string') return [of]
  return typeof of === 'object' && of !== null ? Object.values(of).flatMap(strings) : []
}

/** Words that stand in the program's Indonesian and never in its English. */
function vocabulary(): ReadonlySet<string> {
  const lines = Object.values(catalogue)
  const both = new Set([
    ...NAMES,
    ...strings(english).flatMap(wordsOf),
    ...lines.flatMap(({ en }) => strings(en).flatMap(wordsOf)),
  ])
  const own = [
    ...strings(indonesian).flatMap(wordsOf),
    ...lines.flatMap(({ id }) => strings(id).flatMap(wordsOf)),
  ]
  return new Set(own.filter((word) => !both.has(word)))
}

/** Texts of a source that are said in one language. */
function alone(node: Node): string[] {
  if (node.type === 'ImportDeclaration') return []
  const known = translated(node)
  const rest = below(node).filter((value) => !known.includes(value))
  return [...textsOf(node), ...rest.flatMap(alone)]
}

test('no command of the terminal speaks Indonesian alone', () => {
  const foreign = vocabulary()
  const found = SOURCES.flatMap((name) => {
    const source = readFileSync(join(FOLDER, name), 'utf8')
    return alone(parseAst(source, { lang: 'ts' }) as unknown as Node)
      .filter((text) => !KEPT.includes(text) && !BOTH.test(text) && !Object.hasOwn(THINGS, text))
      .filter((text) => wordsOf(text).some((word) => foreign.has(word)))
      .map((text) => `${name}: ${text.trim()}`)
  })
  expect(foreign.size).toBeGreaterThan(1000)
  expect(found).toEqual([])
})
