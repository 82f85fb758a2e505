import { expect, test } from 'vitest'
import { hex } from '../../lib/bytes.ts'
import { golden } from '../testing/golden.ts'
import { sampleTrust } from '../testing/sample.ts'
import { collectVolume, readerOf, VOLUME_META } from '../testing/volume-sample.ts'
import { checkMembers, readMember, readVolume } from './read.ts'
import { salvageVolume } from './salvage.ts'
import { verifySalvaged } from './salvage-verify.ts'

const VOLUME = golden('volume', 'S0000012.TAR')
const read = readerOf(VOLUME)

test('the volume of the first version is read for ever, and written the same again', async () => {
  const index = await readVolume(read, VOLUME.length)
  expect(index).toMatchObject(VOLUME_META)
  expect(index.members.map(({ kind }) => kind)).toEqual([
    'packet',
    'signature',
    'packet',
    'signature',
    'changes',
    'state',
  ])
  for await (const { ok } of checkMembers(read, index)) expect(ok).toBe(true)
  const items = []
  for (const member of index.members) items.push({ ...member, data: await readMember(read, member) })
  expect(hex((await collectVolume(items)).bytes)).toBe(hex(VOLUME))
})

test('and its packets are salvaged from it', async () => {
  const seqs = []
  for await (const found of salvageVolume(read, VOLUME.length)) {
    seqs.push((await verifySalvaged(read, found, sampleTrust()))?.stamp.seq)
  }
  expect(seqs).toEqual([1, 2])
})
