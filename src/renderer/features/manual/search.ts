import { MANUAL, MANUAL_NAMES, type ManualName } from '../../../contract/manual/pages.ts'
import type { ManualPart, Said } from '../../../contract/manual/part.ts'

const folded = (text: string) =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036F*`]/g, '')

function saidIn(part: ManualPart): readonly Said[] {
  if (part.kind === 'steps') return part.steps
  return part.kind === 'command' ? [{ id: part.command, en: '' }] : [part.said]
}

/** What a page says, in both languages: who thinks of the English word finds the Indonesian page. */
function saying(name: ManualName): { title: string; all: string } {
  const { title, parts } = MANUAL[name]
  const all = parts.flatMap((part: ManualPart) => saidIn(part)).map(({ id, en }) => `${id} ${en}`)
  return { title: folded(`${title.id} ${title.en}`), all: folded(all.join(' ')) }
}

const SAYINGS = new Map(MANUAL_NAMES.map((name) => [name, saying(name)]))

/** The pages that say all of the words, those first that have them in their title; all pages in their order without any word. */
export function searchManual(asked: string): ManualName[] {
  const words = folded(asked).split(/\s+/).filter(Boolean)
  const fits = (text: string) => words.every((word) => text.includes(word))
  const found = MANUAL_NAMES.filter((name) => {
    const { title, all } = SAYINGS.get(name)!
    return fits(`${title} ${all}`)
  })
  if (words.length === 0) return found
  const inTitle = (name: ManualName) => fits(SAYINGS.get(name)!.title)
  return [...found.filter(inTitle), ...found.filter((name) => !inTitle(name))]
}
