import { expect, test } from 'vitest'
import { nodeDisk } from '../backup/index.ts'
import { patientDisk } from './patient.ts'

const NEVER = new Promise<never>(() => undefined)

function hanging() {
  const asked: number[] = []
  const io = patientDisk(
    {
      ...nodeDisk,
      open: async () => ({
        size: 10 << 20,
        read: (offset: number, length: number) => {
          asked.push(length)
          return offset + length > 3 << 20 ? NEVER : Promise.resolve(new Uint8Array(length))
        },
        close: async () => undefined,
      }),
    },
    ['/a', '/b'],
    20,
  )
  return { io, asked }
}

test('a read that does not come back is a fault of its place, after bounded time', async () => {
  const { io, asked } = hanging()
  const file = await io.open('/a/volume')
  expect(await file.read(0, 3 << 20)).toHaveLength(3 << 20)
  expect(asked).toEqual([3 << 20])
  expect(io.isTroubled('/a')).toBe(false)
  await expect(file.read(2 << 20, 2 << 20)).rejects.toMatchObject({
    code: 'DISK-IO',
    params: { errno: 'ETIMEDOUT' },
  })
  expect(io.isTroubled('/a')).toBe(true)
  expect(io.isTroubled('/b')).toBe(false)
  // From then on it is asked in pieces: one bad place costs no more than its own.
  expect(await file.read(0, 3 << 20)).toHaveLength(3 << 20)
  expect(asked).toEqual([3 << 20, 2 << 20, 1 << 20, 1 << 20, 1 << 20])
})

test('a file of which a read hangs is left behind when it is closed: the system closes it when that read comes back', async () => {
  let back = () => undefined as void
  const hangs = new Promise<Uint8Array>((resolve) => {
    back = () => resolve(new Uint8Array(1))
  })
  const closed: string[] = []
  const file = {
    size: 10,
    read: () => hangs,
    // As the system's own does: it waits for what is under way.
    close: () => hangs.then(() => void closed.push('closed')),
  }
  const opened = await patientDisk({ ...nodeDisk, open: async () => file }, ['/a'], 20).open('/a/volume')
  await expect(opened.read(0, 10)).rejects.toMatchObject({ params: { errno: 'ETIMEDOUT' } })
  await opened.close()
  expect(closed).toEqual([])
  back()
  await new Promise(setImmediate)
  expect(closed).toEqual(['closed'])
})

test('a disk on which several reads hang is not asked any more; another one still is', async () => {
  const { io, asked } = hanging()
  const [a, b] = [await io.open('/a/volume'), await io.open('/b/volume')]
  for (let turn = 0; turn < 3; turn++) await expect(a.read(4 << 20, 10)).rejects.toThrow('ETIMEDOUT')
  const before = asked.length
  await expect(a.read(0, 10)).rejects.toThrow('ETIMEDOUT')
  expect(asked).toHaveLength(before)
  expect(await b.read(0, 10)).toHaveLength(10)
})
