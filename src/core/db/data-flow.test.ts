import { expect, test } from 'vitest'
import { REPLICATED_DATA } from '../../contract/data-flow.ts'
import { REPLICATED } from './tables.ts'

test('the data-flow page names every table that leaves the computer once, and none that does not', () => {
  const named = REPLICATED_DATA.flatMap(({ tables }) => tables)
  expect(named.toSorted()).toEqual(REPLICATED.map(({ table }) => table as string).toSorted())
})
