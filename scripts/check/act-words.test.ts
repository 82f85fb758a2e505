import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ACT_WORDS, ACT_WORDS_EN } from '../../src/contract/act-words.ts'

/** What a call of `recordAct` gives as the act: texts, also those of a choice, and templates with a gap; and what a paper is kept or looked at under. */
function actsIn(text: string): string[] {
  const calls = [...text.matchAll(/recordAct\(\s*\w+,\s*\w+,\s*((?:`[^`]*`|[^,`])+),/g)].flatMap(
    ([, act = '']) => [...act.matchAll(/'([a-z]+\.[^']+)'/g), ...act.matchAll(/`([a-z]+\.[^`]+)`/g)],
  )
  const kept = [...text.matchAll(/\bact: '([a-z]+\.[^']+)'/g)]
  return [...calls, ...kept].map(([, act = '']) => act)
}

/** As the words spell an act; a gap stands for one or several of its words. */
function patternOf(act: string): RegExp {
  const parts = act.replaceAll('.', '-').split(/\$\{[^}]*\}/)
  return new RegExp(`^${parts.join('[a-z-]+')}$`)
}

const core = new URL('../../src/core/', import.meta.url).pathname
const sources = globSync('**/*.ts', { cwd: core })
  .filter((file) => !file.includes('.test.') && !file.includes('testing/'))
  .map((file) => readFileSync(core + file, 'utf8'))
const acts = [...new Set(sources.flatMap(actsIn))].toSorted()

test('every act of the audit has words, which a resident reads too who asks what was done with their data', () => {
  expect(acts.length).toBeGreaterThan(110)
  const known = Object.keys(ACT_WORDS)
  expect(acts.filter((act) => !known.some((key) => patternOf(act).test(key)))).toEqual([])
})

test('each of them in both languages, in the same order', () => {
  expect(Object.keys(ACT_WORDS_EN)).toEqual(Object.keys(ACT_WORDS))
})
