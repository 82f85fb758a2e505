import { expect, test } from 'vitest'
import { fileSystemOf, parseBlkid } from './file-system.ts'

test('UUID, type and label of a volume; escapes undone', () => {
  const answer = 'DEVNAME=/dev/sdb1\nUUID=7BAC-84BE\nLABEL=DISK\\ MEJA\nTYPE=exfat\nPTTYPE=dos\n'
  expect(parseBlkid(answer)).toEqual({ uuid: '7BAC-84BE', type: 'exfat', label: 'DISK MEJA' })
})

test('nothing said is nothing known', async () => {
  expect(parseBlkid('')).toEqual({ uuid: '', type: '', label: '' })
  expect(await fileSystemOf('/dev/null')).toEqual({ uuid: '', type: '', label: '' })
})
