import { describe, expect, it } from 'vitest'
import type { Drive } from '../../../contract/backup.ts'
import {
  bagMeaning,
  bagTargets,
  bytesOf,
  fits,
  folderName,
  heldBy,
  isTelephone,
  openSteps,
  partsOf,
} from './bag-words.ts'

function drive(more: Partial<Drive>): Drive {
  const empty = { mount: '/media/a', name: 'A', fs: 'exfat', bytes: 64e9, free: 10e9, notes: [] }
  return { ...empty, state: 'unknown', ...more }
}

describe('bags', () => {
  it('are safe only when every packet was answered', () => {
    const bag = { packets: 3, refused: 0, overdue: null }
    expect(bagMeaning({ ...bag, state: 'answered', answered: 3 })).toBe('aman')
    expect(bagMeaning({ ...bag, state: 'answered', answered: 2 })).toBe('menunggu')
    expect(bagMeaning({ ...bag, state: 'answered', answered: 2, refused: 1 })).toBe('ganda')
    expect(bagMeaning({ ...bag, state: 'lost', answered: 3 })).toBe('bahaya')
    expect(bagMeaning({ ...bag, state: 'made', answered: 0 })).toBe('menunggu')
    const overdue = { step: 'hand-over', since: '2026-11-23T00:00:00.000Z' } as const
    expect(bagMeaning({ ...bag, overdue, state: 'made', answered: 0 })).toBe('bahaya')
  })

  it('take the steps that are still open', () => {
    expect(openSteps('made')).toContain('hand-over')
    expect(openSteps('lost')).toEqual(['arrived'])
    expect(openSteps('answered')).toEqual([])
    expect(isTelephone('0812 0000 0000')).toBe(true)
    expect(isTelephone('siapa')).toBe(false)
  })

  it('go to drives that can be written and are no backup disk, the roomiest first', () => {
    const drives = [
      drive({ mount: '/a', free: 1e9 }),
      drive({ mount: '/b', free: 9e9 }),
      drive({ mount: '/c', state: 'paired' }),
      drive({ mount: '/d', state: 'readonly' }),
      drive({ mount: '/e', state: 'unusable', why: 'same-disk' }),
    ]
    expect(bagTargets(drives).map(({ mount }) => mount)).toEqual(['/b', '/a'])
  })

  it('need room for more than the packets', () => {
    expect(fits(100e6, 100e6)).toBe(false)
    expect(fits(102e6, 100e6)).toBe(true)
  })

  it('are split by the size of a medium, of whatever is free, or of one that was typed', () => {
    expect(bytesOf('free', '650')).toBeUndefined()
    expect(bytesOf('cd', '')).toBe(700_000_000)
    expect(bytesOf('own', ' 650,5 ')).toBe(650_500_000)
    for (const typed of ['', '4', '-5', '1e9', 'seribu', '99999999']) expect(bytesOf('own', typed)).toBeNull()
    const parts = (bytes: number, packets = 0) => partsOf({ bytes, packets }, 700e6)
    expect([parts(0), parts(695e6), parts(697e6), parts(695e6, 4), parts(4e9)]).toEqual([1, 1, 2, 2, 6])
  })

  it('are called by their folder, on either system', () => {
    expect(folderName('/media/usb/REKAM-EKSPOR-0003/')).toBe('REKAM-EKSPOR-0003')
    expect(folderName('E:\\REKAM-EKSPOR-0003')).toBe('REKAM-EKSPOR-0003')
  })
})

it.each([
  ['interrupted', 0, 0, { of: 'unknown', number: 0 }],
  ['interrupted', 0, 2, { of: 'unknown', number: 0 }],
  ['made', 0, 2, { of: 'orders', number: 2 }],
  ['made', 3, 2, { of: 'packets', number: 3 }],
  ['unused', 0, 0, { of: 'packets', number: 0 }],
] as const)('a bag that is %s with %i packets and %i orders holds %o', (state, packets, orders, held) => {
  expect(heldBy({ state, packets, orders })).toEqual(held)
})
