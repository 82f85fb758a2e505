import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { decodeCommit } from '../../formats/commit/commit.ts'
import { verifyChain } from '../../formats/commit/chain.ts'
import { readTar } from '../../lib/tar.ts'
import { forgetLocal } from '../db/local.ts'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { runBackup } from './backup.ts'
import { handsHere } from './engine/hands.ts'
import { pairDisk } from './pair.ts'
import { roomOf } from './room.ts'
import { inDisk, plugFolder } from './testing/desk.ts'
import { seedPackets } from './testing/seed.ts'

let open: TestStation | undefined
afterEach(async () => {
  await open?.close()
  open = undefined
})

const here = { hands: () => handsHere() }
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

test('the first backup holds every packet byte for byte and a snapshot; the next one what is new', async () => {
  open = await openTestStation()
  const { station } = open
  const disk = plugFolder(open)
  await pairDisk(station, { mount: disk.mount, kind: 'desk', label: 'MEJA', place: '' })
  const first = await seedPackets(station, 3)
  const one = await runBackup(station, disk.mount, here)
  expect(one).toMatchObject({ sequence: 1, packets: 3, changes: null, via: 'cache', level: 'L0' })
  const second = await seedPackets(station, 2)
  const two = await runBackup(station, disk.mount, here)
  expect(two).toMatchObject({ sequence: 2, packets: 2 })
  expect(two.changes?.from).toBeGreaterThan(1)

  const folder = inDisk(disk, station.code, '202611')
  expect(readdirSync(folder).toSorted()).toEqual(
    ['C0000001', 'C0000002']
      .flatMap((c) => [`${c}.BAK`, `${c}.JSN`, `${c}.SIG`])
      .concat(['S0000001.TAR', 'S0000002.TAR']),
  )
  const commits = verifyChain([1, 2].map((n) => readFileSync(join(folder, `C000000${n}.JSN`))))
  expect(commits[0]?.snapshot?.change).toBeGreaterThan(0)
  expect(commits[1]?.head).toMatchObject({ seq: 5 })
  for (const [n, packets] of [first, second].entries()) {
    const volume = readFileSync(join(folder, `S000000${n + 1}.TAR`))
    expect(sha(volume)).toBe(
      decodeCommit(readFileSync(join(folder, `C000000${n + 1}.BAK`))).volumes[0]?.sha256,
    )
    const members = new Map(readTar(volume).map(({ name, data }) => [name, sha(data)]))
    expect([...members.keys()].at(-1)).toBe('INDEX.JSN')
    for (const { id, sha256 } of packets) expect(members.get(`${id}.rkp`)).toBe(sha256)
  }
  expect(station.read.all('SELECT packet FROM copy')).toHaveLength(5)
})

test('nothing new writes nothing, and the own register lines of a backup are nothing new', async () => {
  open = await openTestStation()
  const { station } = open
  const disk = plugFolder(open)
  await pairDisk(station, { mount: disk.mount, kind: 'desk', label: 'MEJA', place: '' })
  await seedPackets(station, 1)
  await runBackup(station, disk.mount, here)
  const again = await runBackup(station, disk.mount, here)
  expect(again).toMatchObject({ sequence: 1, packets: 0, bytes: 0, changes: null })
  expect(readdirSync(inDisk(disk, station.code, '202611'))).toHaveLength(4)
})

test('a machine that does not know its disk takes no volume for one that is longer than its commit says, and does not read it to its end', async () => {
  open = await openTestStation()
  const { station } = open
  const disk = plugFolder(open)
  const { id } = await pairDisk(station, { mount: disk.mount, kind: 'desk', label: 'MEJA', place: '' })
  await seedPackets(station, 1)
  await runBackup(station, disk.mount, here)
  await station.write.transaction((tx) => {
    for (const table of ['copy', 'disk_commit']) tx.run(`DELETE FROM ${table}`)
    forgetLocal(tx, `backup:${id}`)
  })
  roomOf(station).looked.clear()
  truncateSync(inDisk(disk, station.code, '202611', 'S0000001.TAR'), 2 ** 42)
  expect(await runBackup(station, disk.mount, here)).toMatchObject({ sequence: 2, packets: 1 })
})
