import { expect, test } from 'vitest'
import { missingOf } from './debian.mjs'

test('a need is met under any of its names, and only by what is fully installed', () => {
  const status = ['ii libgtk-3-0', 'un libgtk-3-0t64', 'rc libnss3', 'iU libgbm1', 'ii age'].join('\n')
  const wanted = ['libgtk-3-0t64|libgtk-3-0', 'libnss3', 'libgbm1', 'age', 'qpdf']
  expect(missingOf(wanted, status)).toEqual(['libnss3', 'libgbm1', 'qpdf'])
})

test('nothing installed: everything is missing', () => {
  expect(missingOf(['a|b', 'c'], '')).toEqual(['a|b', 'c'])
})
