import { readdirSync, statSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { MANUAL, MANUAL_NAMES, type ManualName } from '../../src/contract/manual/pages.ts'
import type { ManualPart, Said } from '../../src/contract/manual/part.ts'
import { words as english } from '../../src/renderer/i18n/words-en.ts'
import { words as indonesian } from '../../src/renderer/i18n/words-id.ts'
import { flatten } from '../check-i18n.ts'
import { judged } from './judge-command.ts'

const shown = {
  id: new Set(flatten(indonesian).values()),
  en: new Set(flatten(english).values()),
} as const

function saidIn(part: ManualPart): readonly Said[] {
  if (part.kind === 'steps') return part.steps
  return part.kind === 'command' ? [] : [part.said]
}

/** `**words**` that the window shows nowhere. */
function strange(said: Said): string[] {
  return (['id', 'en'] as const).flatMap((language) => {
    const runs = said[language].split('**')
    const named = runs.filter((_, at) => at % 2 === 1)
    const open = runs.length % 2 === 0 ? [`not closed: ${said[language]}`] : []
    return [...open, ...named.filter((words) => !shown[language].has(words))]
  })
}

describe.each(MANUAL_NAMES)('the page %s of the manual', (name) => {
  const { title, parts } = MANUAL[name]
  const said = [title, ...parts.flatMap((part: ManualPart) => saidIn(part))]

  test('names what the window has', () => {
    expect(said.flatMap(strange)).toEqual([])
  })

  test('names commands that the terminal has', () => {
    const commands = parts.flatMap((part: ManualPart) => (part.kind === 'command' ? [part.command] : []))
    expect(commands.flatMap(judged)).toEqual([])
  })

  test('says everything in both languages', () => {
    for (const { id, en } of said) expect([id.trim() !== '', en.trim() !== '']).toEqual([true, true])
    expect(title.id === title.en && !['Suket'].includes(title.id)).toBe(false)
  })
})

/** Pages that speak of no screen of their own. */
const WITHOUT_PICTURE: readonly ManualName[] = ['keyboard', 'emergency', 'power', 'technician']
/** Bytes: the repository carries them all. */
const LARGEST = 100_000

test('every page that speaks of a screen has its picture, small, and none lies about unused', () => {
  const named = new Map(MANUAL_NAMES.map((name) => [name, MANUAL[name].picture]))
  const bare = [...named].flatMap(([name, picture]) => (picture === undefined ? [name] : []))
  const wanted = bare.filter((name) => !WITHOUT_PICTURE.includes(name) && !name.startsWith('guide-'))
  expect(wanted).toEqual([])
  const folder = new URL('../../resources/manual/', import.meta.url)
  const files = readdirSync(folder).toSorted()
  expect(files).toEqual(
    [...named.values()]
      .flatMap((picture) => picture ?? [])
      .map((one) => `${one}.jpg`)
      .toSorted(),
  )
  const sizes = files.map((file) => ({ file, bytes: statSync(new URL(file, folder)).size }))
  expect(sizes.filter(({ bytes }) => bytes < 5000 || bytes > LARGEST)).toEqual([])
})

test('a button that the window has not is found', () => {
  expect(strange({ id: 'Tekan **Terbang**.', en: 'Press **Fly** and **wait' })).toEqual([
    'Terbang',
    'not closed: Press **Fly** and **wait',
    'Fly',
    'wait',
  ])
})
