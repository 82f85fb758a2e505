import { expect, it } from 'vitest'
import { keptPages, nextUnseen, openPages, showPage, togglePage, turnPage } from './pdf-pages.ts'

it('each page has to be seen, in whatever order', () => {
  let pages = openPages(3)
  expect(nextUnseen(pages)).toBe(1)
  pages = showPage(pages, 2)
  expect([pages.at, nextUnseen(pages)]).toEqual([2, 1])
  expect(showPage(pages, 3)).toBe(pages)
  expect(showPage(pages, -1)).toBe(pages)
  expect(nextUnseen(showPage(pages, 1))).toBeNull()
})

it('what is kept: everything as it came, turned pages, and without those that were taken away', () => {
  const pages = openPages(3)
  expect(keptPages(pages)).toBeUndefined()
  const turned = turnPage(showPage(pages, 1))
  expect(keptPages(turned)).toEqual([
    { page: 1, turn: 0 },
    { page: 2, turn: 90 },
    { page: 3, turn: 0 },
  ])
  expect(keptPages(turnPage(turnPage(turnPage(turned))))).toBeUndefined()
  const dropped = togglePage(showPage(turned, 0))
  expect(keptPages(dropped)).toEqual([
    { page: 2, turn: 90 },
    { page: 3, turn: 0 },
  ])
  expect(keptPages(togglePage(dropped))).toHaveLength(3)
  expect(keptPages(togglePage(openPages(1)))).toBeNull()
})
