import type { Slot } from '../../../../contract/enrolment.ts'

const WORDS: Readonly<Record<string, readonly string[]>> = {
  right: ['right', 'kanan', 'ka', 'r'],
  left: ['left', 'kiri', 'ki', 'l'],
  thumb: ['thumb', 'jempol', 'ibujari', 'ibu'],
  index: ['index', 'telunjuk'],
  middle: ['middle', 'tengah'],
  ring: ['ring', 'manis'],
  little: ['little', 'kelingking'],
  iris: ['iris', 'mata', 'eye'],
  second: ['second', 'kedua', '2'],
}

function meanings(text: string): Set<string> {
  const parts = text.toLowerCase().split(/[^a-z0-9]+/u)
  return new Set(
    Object.entries(WORDS)
      .filter(([, words]) => words.some((word) => parts.includes(word)))
      .map(([meaning]) => meaning),
  )
}

/**
 * Which of the slots a file is for, by its name in either language and any order: `right-index.png`,
 * `telunjuk kanan.jpg`, `iris_left.png`. Null when it fits none or more than one.
 */
export function slotOfFile(name: string, slots: readonly Slot[]): Slot | null {
  const said = meanings(name.replace(/\.[a-z0-9]+$/iu, ''))
  const fitting = slots.filter((slot) => {
    const needed = slot.split('-').filter((part) => part !== 'finger' && part !== 'iris' && part !== 'second')
    return needed.every((part) => said.has(part))
  })
  return fitting.length === 1 ? (fitting[0] ?? null) : null
}
