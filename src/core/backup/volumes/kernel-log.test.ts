import fc from 'fast-check'
import { expect, test } from 'vitest'
import { complaintsOf } from './kernel-log.ts'

const CAME = '6,900,1000,-;sd 2:0:0:0: [sdb] Attached SCSI removable disk'
const DIRTY =
  '4,901,2000,-;FAT-fs (sdb1): Volume was not properly unmounted. Some data may be corrupt. Please run fsck.'
const BROKEN = '3,902,3000,-;FAT-fs (sdb1): Filesystem has been set read-only'

test('a volume that was not let go of, or that the kernel gave up, is known by the kernel’s own words', () => {
  expect(complaintsOf([CAME, DIRTY], 'sdb1')).toBe(true)
  expect(complaintsOf([CAME, BROKEN], 'sdb1')).toBe(true)
  expect(complaintsOf([CAME, DIRTY], 'sdc1')).toBe(false)
  expect(complaintsOf([CAME], 'sdb1')).toBe(false)
})

test('what was said before the disk came again is about another presence', () => {
  expect(complaintsOf([CAME, DIRTY, CAME], 'sdb1')).toBe(false)
  expect(complaintsOf([CAME, DIRTY, CAME, DIRTY], 'sdb1')).toBe(true)
})

test('any log is read', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (lines) => {
      expect(complaintsOf(lines, 'sdb1')).toBe(false)
    }),
  )
})
