import { ChildProcess } from 'node:child_process'
import { expect, test, vi } from 'vitest'
import { sampleJpeg, samplePng } from '../../testing/images.ts'
import { checkImage, portraitOf } from './check.ts'
import { ImageProcess, ImageProcessDied } from './image-process.ts'

const slot = 'finger-right-thumb'

test('a sound image is taken by what it is, whatever it calls itself', async () => {
  expect(await checkImage(slot, 'finger', samplePng(120, 160))).toEqual({
    media: 'image/png',
    width: 120,
    height: 160,
  })
  const { photo, small } = await portraitOf('photo', sampleJpeg(480, 640))
  expect([photo.length, small.length].every((length) => length > 1000)).toBe(true)
})

test.each([
  ['a login page', Buffer.from('<html>'), /bukan PNG atau JPEG/],
  ['half a JPEG', sampleJpeg(300, 300).subarray(0, 4000), /terpotong/],
  ['a stamp', samplePng(20, 20), /paling kecil 100 x 100/],
])('%s is refused in words', async (_, bytes, why) => {
  await expect(checkImage(slot, 'finger', bytes)).rejects.toMatchObject({
    code: 'CAPTURE-UNREADABLE',
    params: { slot: 'jempol kanan', slotEn: 'right thumb', why: expect.stringMatching(why) },
  })
})

test('a bomb of 30,000 x 30,000 is refused before anything decodes it', async () => {
  const bomb = Buffer.from(samplePng(100, 100))
  bomb.writeUInt32BE(30_000, 16)
  bomb.writeUInt32BE(30_000, 20)
  const { crc32 } = await import('node:zlib')
  bomb.writeUInt32BE(crc32(bomb.subarray(12, 29)), 29)
  await expect(checkImage(slot, 'finger', bomb)).rejects.toMatchObject({
    params: { why: 'ukuran 30000 x 30000 terlalu besar' },
  })
})

test('what passes the header but not the decoder is refused, and the next image is taken', async () => {
  const jpeg = Buffer.from(sampleJpeg(300, 300))
  // A frame with no tables: DQT and DHT are gone.
  const scan = jpeg.indexOf(Buffer.from('ffda', 'hex'))
  const frame = jpeg.indexOf(Buffer.from('ffc0', 'hex'))
  const noTables = Buffer.concat([
    jpeg.subarray(0, 2),
    jpeg.subarray(frame, frame + 2 + jpeg.readUInt16BE(frame + 2)),
    jpeg.subarray(scan),
  ])
  await expect(checkImage(slot, 'finger', noTables)).rejects.toMatchObject({ code: 'CAPTURE-UNREADABLE' })
  await expect(checkImage(slot, 'finger', samplePng())).resolves.toMatchObject({ media: 'image/png' })
})

test('a process that dies costs its job alone; the next job has a new one', async () => {
  const images = new ImageProcess()
  await images.run({ do: 'decode', bytes: samplePng() })
  const first = images.pid!
  const job = images.run({ do: 'portrait', bytes: samplePng(1600, 1600), crop: undefined })
  process.kill(first, 'SIGKILL')
  await expect(job).rejects.toBeInstanceOf(ImageProcessDied)
  await expect(images.run({ do: 'decode', bytes: samplePng() })).resolves.toEqual({ pixels: true })
  expect(images.pid).not.toBe(first)
  images.close()
})

test('a job that hangs dies after its time', async () => {
  const images = new ImageProcess(1)
  await expect(
    images.run({ do: 'portrait', bytes: samplePng(1600, 1600), crop: undefined }),
  ).rejects.toBeInstanceOf(ImageProcessDied)
  images.close()
})

test('a job that comes while an idle process is sent away has a process of its own', async () => {
  const images = new ImageProcess(15_000, 1)
  const kill = vi.spyOn(ChildProcess.prototype, 'kill')
  const come = new Promise<unknown>((resolve) => {
    kill.mockImplementationOnce(function (this: ChildProcess, signal) {
      process.kill(this.pid!, signal)
      resolve(images.run({ do: 'decode', bytes: samplePng() }))
      return true
    })
  })
  try {
    await images.run({ do: 'decode', bytes: samplePng() })
    expect(await come).toEqual({ pixels: true })
  } finally {
    kill.mockRestore()
    images.close()
  }
})

test('a file that hangs the decoder costs itself alone: a good image that was waiting behind it is taken', async () => {
  const images = new ImageProcess(1500)
  await images.run({ do: 'decode', bytes: samplePng() })
  process.kill(images.pid!, 'SIGSTOP')
  const hanging = images.run({ do: 'decode', bytes: samplePng() })
  const good = images.run({ do: 'decode', bytes: samplePng() })
  await expect(hanging).rejects.toBeInstanceOf(ImageProcessDied)
  expect(await good).toEqual({ pixels: true })
  images.close()
})
