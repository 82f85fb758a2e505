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

test('a disk on which several reads hang is not asked any more; another one still is', async () => {
  const { io, asked } = hanging()
  const [a, b] = [await io.open('/a/volume'), await io.open('/b/volume')]
  for (let turn = 0; turn < 3; turn++) await expect(a.read(4 << 20, 10)).rejects.toThrow('ETIMEDOUT')
  const before = asked.length
  await expect(a.read(0, 10)).rejects.toThrow('ETIMEDOUT')
  expect(asked).toHaveLength(before)
  expect(await b.read(0, 10)).toHaveLength(10)
})
