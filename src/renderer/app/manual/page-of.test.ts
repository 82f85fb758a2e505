import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { MANUAL_NAMES } from '../../../contract/manual/pages.ts'
import { PAGE_OF } from './page-of.ts'

/** The routes as router.tsx has them. */
const ROUTES = [
  ...readFileSync(path.join(import.meta.dirname, '..', 'router.tsx'), 'utf8').matchAll(/^ {2}path: '(.+)'/gm),
].map(([, route]) => route!)

test('every route has its page of the manual, and no page is of a route that is not there', () => {
  expect(ROUTES.length).toBeGreaterThan(20)
  expect(Object.keys(PAGE_OF).toSorted()).toEqual(ROUTES.toSorted())
})

test('the pages are there', () => {
  for (const page of Object.values(PAGE_OF)) expect(MANUAL_NAMES).toContain(page)
})
