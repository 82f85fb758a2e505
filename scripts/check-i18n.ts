// The words of the window: every key is used, every use has a key, and both languages say the same with the same
// placeholders. Types already refuse a missing key; this finds what they cannot: words that nothing shows any more.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { words as english } from '../src/renderer/i18n/words-en.ts'
import { words as indonesian } from '../src/renderer/i18n/words-id.ts'

/** A tree of words; leaves are sentences. */
export interface Words {
  readonly [name: string]: string | Words
}

export interface WordsReport {
  /** Keys that one language lacks. */
  readonly missing: readonly string[]
  /** Keys whose languages have other placeholders. */
  readonly uneven: readonly string[]
  /** Keys that no source mentions. */
  readonly unused: readonly string[]
  /** Keys that a source asks for and no language has. */
  readonly unknown: readonly string[]
}

/** `{a: {b: 'x'}}` as `a.b` -> `x`. */
export function flatten(words: Words, before = ''): Map<string, string> {
  const flat = new Map<string, string>()
  for (const [name, value] of Object.entries(words)) {
    if (typeof value === 'string') flat.set(before + name, value)
    else for (const [key, text] of flatten(value, `${before}${name}.`)) flat.set(key, text)
  }
  return flat
}

function placeholders(text: string): string {
  return [...new Set(Array.from(text.matchAll(/\{\{\s*([a-z]+)/gi), ([, name]) => name))]
    .toSorted((a, b) => (a! < b! ? -1 : 1))
    .join()
}

/** What a source says of keys: whole ones in quotes, and templates whose every `${...}` stands for one name. */
function mentioned(source: string): { whole: Set<string>; patterns: RegExp[]; asked: Set<string> } {
  const whole = new Set([...source.matchAll(/'([a-z][\w.-]*)'/gi)].map(([, key]) => key!))
  const asked = new Set([...source.matchAll(/\bt\(\s*'([\w.-]+)'/g)].map(([, key]) => key!))
  const patterns = [...source.matchAll(/`([a-z]\w*\.[^`]*)`/gi)].map(([, template]) => {
    const literal = template!.split(/\$\{[^}]*\}/).map((part) => part.replaceAll('.', String.raw`\.`))
    return new RegExp(`^${literal.join('[^.]+')}$`)
  })
  return { whole, patterns, asked }
}

/** Compares words with the sources that show them. */
export function checkWords(source: Words, translation: Words, files: readonly string[]): WordsReport {
  const [left, right] = [flatten(source), flatten(translation)]
  const used = mentioned(files.join('\n'))
  const isUsed = (key: string) => used.whole.has(key) || used.patterns.some((pattern) => pattern.test(key))
  return {
    missing: [
      ...[...left.keys()].filter((key) => !right.has(key)),
      ...[...right.keys()].filter((key) => !left.has(key)),
    ],
    uneven: [...left].flatMap(([key, text]) => {
      const other = right.get(key)
      return other !== undefined && placeholders(other) !== placeholders(text) ? [key] : []
    }),
    unused: [...left.keys()].filter((key) => !isUsed(key)),
    unknown: [...used.asked].filter((key) => !left.has(key)),
  }
}

/** The page's own sources: no tests, no words. */
export function pageSources(renderer: string): string[] {
  return readdirSync(renderer, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.includes('.test.'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !file.includes(`${path.sep}i18n${path.sep}`))
    .map((file) => readFileSync(file, 'utf8'))
}

/** The report on the tree that this script stands in. */
export function checkTree(): WordsReport {
  const renderer = path.join(import.meta.dirname, '..', 'src', 'renderer')
  return checkWords(indonesian, english, pageSources(renderer))
}

if (import.meta.main) {
  const report = checkTree()
  const faults = Object.entries(report).flatMap(([kind, keys]) =>
    keys.map((key: string) => `${kind}: ${key}`),
  )
  for (const fault of faults) process.stdout.write(`${fault}\n`)
  process.stdout.write(`words: ${flatten(indonesian).size} keys, ${faults.length} faults\n`)
  process.exitCode = faults.length === 0 ? 0 : 1
}
