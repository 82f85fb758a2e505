import { expect, test } from 'vitest'
import { auditFilterSchema } from '../../../contract/audit.ts'
import { filterOf, isUnfit, NO_FILTER } from './audit-filter.ts'

test('empty and half fields ask for nothing', () => {
  expect(filterOf(NO_FILTER)).toEqual({})
  expect(filterOf({ ...NO_FILTER, about: '52720', from: '31-02-2026', until: '1', actor: '  ' })).toEqual({})
  expect([isUnfit('about', '52720'), isUnfit('from', '31-02-2026'), isUnfit('until', '')]).toEqual([
    true,
    true,
    false,
  ])
})

test('a NIK with blanks, a name and days ask for what they say', () => {
  const asked = filterOf({
    about: '5272 0155 0390 0001',
    actor: ' Siti R. ',
    act: 'recording.read',
    from: '01-11-2026',
    until: '23112026',
  })
  expect(asked).toEqual({
    about: '5272015503900001',
    actor: 'Siti R.',
    act: 'recording.read',
    from: '2026-11-01',
    until: '2026-11-23',
  })
  expect(auditFilterSchema.safeParse(asked).success).toBe(true)
})
