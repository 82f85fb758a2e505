import type { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { program } from '../../src/core/cli.ts'
import { GUIDE_NAMES, GUIDES } from '../../src/contract/guides.ts'
import { words as english } from '../../src/renderer/i18n/words-en.ts'
import { words as indonesian } from '../../src/renderer/i18n/words-id.ts'
import { flatten } from '../check-i18n.ts'

const root = program(
  { out() {}, err() {}, stopped: async () => {}, input: async () => new Uint8Array() },
  () => {},
)

/** The command that a line names, and what of the line it does not know or lacks. */
function judged(line: string): string[] {
  const words = line.split(' ')
  let at: Command = root
  while (words.length > 0) {
    const next = at.commands.find((one) => one.name() === words[0])
    if (!next) break
    at = next
    words.shift()
  }
  if (at === root || at.commands.length > 0) return [`no such command: ${line}`]
  const given = words.filter((word) => word.startsWith('--'))
  const unknown = given.filter((word) => !at.options.some(({ long }) => long === word))
  const lacking = at.options.filter(
    ({ mandatory, defaultValue, long }) =>
      mandatory && defaultValue === undefined && !given.includes(long ?? ''),
  )
  const bare = words.findIndex((word) => word.startsWith('--'))
  const operands = bare === -1 ? words.length : bare
  const wanted = at.registeredArguments.filter(({ required }) => required).length
  return [
    ...unknown.map((word) => `${line}: no option ${word}`),
    ...lacking.map(({ long }) => `${line}: lacks ${long}`),
    ...(operands < wanted || operands > at.registeredArguments.length ? [`${line}: operands`] : []),
  ]
}

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
