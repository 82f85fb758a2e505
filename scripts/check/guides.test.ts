import { describe, expect, test } from 'vitest'
import { GUIDE_NAMES, GUIDES } from '../../src/contract/guides.ts'
import { words as english } from '../../src/renderer/i18n/words-en.ts'
import { words as indonesian } from '../../src/renderer/i18n/words-id.ts'
import { flatten } from '../check-i18n.ts'
import { judged } from './judge-command.ts'

describe.each(GUIDE_NAMES)('the page of what to do: %s', (name) => {
  const { steps, safe, ...title } = GUIDES[name]

  test('names commands and options that the program has, and leaves none out that it wants', () => {
    expect(steps.flatMap(({ command }) => (command === undefined ? [] : judged(command)))).toEqual([])
  })

  test('names buttons that the window has', () => {
    const named = steps.flatMap(({ button }) => (button === undefined ? [] : [button]))
    expect(
      named.filter((button) => !flatten(indonesian).has(button) || !flatten(english).has(button)),
    ).toEqual([])
  })

  test('says everything in both languages', () => {
    for (const words of [title, safe, ...steps])
      expect([words.id.trim().length > 10, words.en.trim().length > 10, words.id !== words.en]).toEqual([
        true,
        true,
        true,
      ])
  })
})

test('a command that does not exist, or lacks what it wants, is found', () => {
  expect(judged('keys fly --out DIR')).not.toEqual([])
  expect(judged('keys root --outt DIR')).toEqual([
    'keys root --outt DIR: no option --outt',
    'keys root --outt DIR: lacks --out',
  ])
})
