import type { ProcedureName } from '../../../contract/permissions.ts'
import type { Shortcut } from '../../ui/keys/key-layers.ts'
import { DEEDS, PLACES } from './places.ts'

/** One line of the palette. */
export interface Item {
  readonly value: string
  readonly group: 'acts' | 'pages' | 'people'
  readonly label: string
  /** In the other language. */
  readonly also?: readonly string[]
  /** The page on which an act is. */
  readonly where?: string
  readonly key?: string
  readonly run: () => void
}

interface Sources {
  /** The keys of the page that lies under the palette. */
  readonly shortcuts: readonly Shortcut[]
  readonly may: (name: ProcedureName) => boolean
  /** Words of the window by their key; `also` in the other language where it is at hand. */
  readonly word: (key: (typeof PLACES | typeof DEEDS)[number]['word']) => {
    label: string
    also?: readonly string[]
  }
  readonly press: (label: string) => void
  readonly go: (to: (typeof PLACES)[number]['to']) => void
}

/** What can be done and opened by whoever sits here: keys of the page, acts of other pages, pages. Nothing stands twice. */
export function itemsOf({ shortcuts, may, word, press, go }: Sources): Item[] {
  const here = shortcuts
    .filter(({ key, enabled }) => enabled !== false && key !== 'Ctrl+K')
    .map(
      ({ key, label }): Item => ({ value: `key ${key}`, group: 'acts', label, key, run: () => press(label) }),
    )
  const has = (label: string) => here.some((one) => one.label === label)
  const elsewhere = DEEDS.filter((deed) => may(deed.may) && !has(word(deed.word).label)).map(
    (deed): Item => ({
      value: `deed ${deed.word}`,
      group: 'acts',
      ...word(deed.word),
      where: word(PLACES.find(({ to }) => to === deed.to)!.word).label,
      run: () => {
        go(deed.to)
        press(word(deed.word).label)
      },
    }),
  )
  const pages = PLACES.filter((place) => may(place.may) && !has(word(place.word).label)).map(
    (place): Item => ({
      value: `page ${place.to}`,
      group: 'pages',
      ...word(place.word),
      run: () => go(place.to),
    }),
  )
  return [...here, ...elsewhere, ...pages]
}
