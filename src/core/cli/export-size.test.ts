import { expect, it } from 'vitest'
import { MEDIA } from '../../contract/export.ts'
import { isFault } from '../../lib/fault.ts'
import { sizeOf } from './export.ts'

const codeOf = (said: string) => {
  try {
    return sizeOf(said)
  } catch (error) {
    return isFault(error) ? error.code : error
  }
}

it('a medium is named, or measured in MB or GB; anything else is refused', () => {
  for (const [name, bytes] of Object.entries(MEDIA)) expect(sizeOf(name)).toBe(bytes)
  expect(['CD', '650MB', '2.5 GB', '5mb'].map(sizeOf)).toEqual([700e6, 650e6, 2.5e9, 5e6])
  for (const said of ['', '650', '4MB', '0GB', '-1GB', '1e3MB', 'usb-64', 'MB', '1,5GB', '99999999GB'])
    expect(codeOf(said)).toBe('INPUT-INVALID')
})
