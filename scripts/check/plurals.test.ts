// Every English message with a number, said with 1: on the screen, in refusals and in the terminal.
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { createInstance } from 'i18next'
import { parseAst } from 'vite'
import { expect, test } from 'vitest'
import { catalogue, refusalOf } from '../../src/contract/catalogue.ts'
import { formOf, many } from '../../src/contract/plural.ts'
import { forms } from '../../src/renderer/i18n/forms.ts'
import { words } from '../../src/renderer/i18n/words-en.ts'
import { flatten } from '../check-i18n.ts'
import { projectRoot } from '../electron-runtime/places.mjs'
import { below, english, type Node } from './walk-source.ts'

/** Words in s that are no plural: verbs of one thing, and others that end so. */
const SINGULAR =
  /^(?:is|was|has|carries|this|its|as|us|does|goes|waits|less|status|class|address|access|refuses|takes|knows|holds|asks|says|lies|comes|counts|prints|needs|process|series|unless|besides|always|across|plus)$/
/** What a number's own noun stands before. */
const AFTER = /(?:^| )(?:about|ago|at|by|from|in|of|on|that|to|with|without)\b/i
/** Verbs of several things. */
const SEVERAL = /\b1 (?!should )(?:[a-z-]+ ){1,3}?(?:are|were|have|go|do|wait|come|lie|differ|count|need)\b/i

/** What is wrong in a text that was said with 1: a plural noun within three words, or the verb of several. */
function wrongAtOne(text: string): string[] {
  const nouns = [...text.matchAll(/(?<![\d.,/:-])1 ((?:[a-z-]+ ){0,2}[a-z-]+)/gi)].flatMap(([, run]) => {
    const [phrase = ''] = run!.split(AFTER)
    return phrase.split(' ').filter((word) => /[a-z]s$/.test(word) && !SINGULAR.test(word))
  })
  const verb = SEVERAL.exec(text)?.[0]
  return nouns.length > 0 || verb !== undefined ? [text] : []
}

test('what is wrong with 1 is seen', () => {
  for (const text of ['1 cards', 'for 1 days', '1 sealed packets', '1 of 1 recordings', '1 card are here'])
    expect(wrongAtOne(text)).toEqual([text])
  for (const text of ['1 card', 'copies: 1', '1 recording is here', '11 cards', 'Size 1.5, pages'])
    expect(wrongAtOne(text)).toEqual([])
  expect([many(1, 'card'), many(2, 'card'), many(0, 'entry', 'entries')]).toEqual([
    '1 card',
    '2 cards',
    '0 entries',
  ])
  expect([formOf('1', 'is', 'are'), formOf('1.000', 'is', 'are')]).toEqual(['is', 'are'])
})

test('on the screen', async () => {
  const i18n = createInstance()
  await i18n.use(forms).init({
    lng: 'en',
    resources: { en: { translation: words } },
    interpolation: { escapeValue: false },
  })
  const say = i18n.t as unknown as (key: string, values: Record<string, unknown>) => string
  const numbered = [...flatten(words)].filter(([, text]) => text.includes('{{'))
  const saidWith = (n: number) =>
    numbered.map(([key, text]) =>
      say(key, Object.fromEntries(Array.from(text.matchAll(/\{\{(\w+)/g), ([, name]) => [name, n]))),
    )
  expect(numbered.length).toBeGreaterThan(300)
  expect(saidWith(1).flatMap(wrongAtOne)).toEqual([])
  expect(saidWith(2).filter((text) => /[{|}]/.test(text))).toEqual([])
})

test('in refusals', () => {
  const said = Object.entries(catalogue).flatMap(([code, { en }]) => {
    const names = Array.from(
      Object.values(en)
        .join(' ')
        .matchAll(/\{(\w+)/g),
      ([, name]) => [name, 1] as const,
    )
    return Object.values(refusalOf(code, Object.fromEntries(names)).en)
  })
  expect(said.flatMap(wrongAtOne)).toEqual([])
  expect(said.filter((text) => /[{|}]/.test(text))).toEqual([])
})

/** An expression of a text, said with 1: `many(n, 'card')` is 1 card. */
function atOne(expression: Node): string {
  if (expression.type !== 'CallExpression') return '1'
  const name = (expression['callee'] as Node)['name']
  const form = String((expression['arguments'] as Node[])[1]?.['value'])
  return name === 'many' ? `1 ${form}` : name === 'formOf' ? form : '1'
}

function saidAtOne(node: Node): string {
  if (node.type === 'Literal') return String(node['value'])
  if (node.type !== 'TemplateLiteral') return ''
  const expressions = node['expressions'] as Node[]
  return (node['quasis'] as { value: { cooked: string } }[])
    .map(({ value }, at) => value.cooked + (expressions[at] ? atOne(expressions[at]) : ''))
    .join('')
}

const inEnglish = (node: Node): Node[] => [...english(node), ...below(node).flatMap(inEnglish)]

test('in the terminal, and wherever the core or the contract says something in both languages', () => {
  const files = globSync('src/{contract,core}/**/*.ts', { cwd: projectRoot }).filter(
    (file) => !/[.]test[.]ts$|\/testing\//.test(file),
  )
  const said = files.flatMap((file) => {
    const source = readFileSync(path.join(projectRoot, file), 'utf8')
    if (!/\bsayer?\(|\ben:/.test(source)) return []
    return inEnglish(parseAst(source, { lang: 'ts' }) as unknown as Node).map(saidAtOne)
  })
  expect(said.length).toBeGreaterThan(500)
  expect(said.flatMap(wrongAtOne)).toEqual([])
})
