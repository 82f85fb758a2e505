import { expect, test } from 'vitest'
import { tempFolders } from '../testing/temp.ts'
import { readSources } from './sources.ts'

const temp = tempFolders()

test.skipIf(process.platform === 'win32')(
  'a page that names a file without end is refused, not read until memory ends',
  async () => {
    const disks = [temp()]
    const trust = '/dev/zero'
    await expect(readSources({ disks, trust })).rejects.toThrow('FILE-NOT-PLAIN')
    const root = 'RWQAAAAAAAAAAGAi8VkHE3VkTgD8NmCqhn1a8fXpCbYQ8CMwb1gJ0gq3'
    for (const over of [{ certificates: '/dev/zero' }, { identity: '/dev/zero' }])
      await expect(readSources({ disks, trust: root, ...over })).rejects.toThrow('FILE-NOT-PLAIN')
  },
)
