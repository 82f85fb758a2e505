import { afterEach, expect, test } from 'vitest'
import type { CaptureDevice } from '../../ports.ts'
import { openTestStation, type TestStation } from '../../testing/index.ts'
import { deviceStream } from '../streams.ts'
import { framesOf } from './sbi/live.ts'

let open: TestStation
afterEach(() => open.close())

const JPEG = Buffer.from(
  'ffd8ffe000104a46494600010100000100010000ffc0000b080010001001011100ffda0008010100003f00d2cf20ffd9',
  'hex',
)

async function* stream(...parts: Buffer[]): AsyncGenerator<Buffer> {
  yield* parts
}

async function all(frames: AsyncIterable<Uint8Array>): Promise<number[]> {
  const lengths: number[] = []
  for await (const frame of frames) lengths.push(frame.length)
  return lengths
}

test('frames are cut out of any stream, however it is cut into parts; what is no JPEG is passed over', async () => {
  open = await openTestStation()
  const whole = Buffer.concat([Buffer.from('--B\r\n\r\n'), JPEG, Buffer.from('\r\n--B\r\n'), JPEG])
  const parts = Array.from({ length: Math.ceil(whole.length / 7) }, (_, at) =>
    whole.subarray(at * 7, at * 7 + 7),
  )
  expect(await all(framesOf(stream(...parts)))).toEqual([JPEG.length, JPEG.length])
  const fake = Buffer.concat([
    Buffer.from('ffd8ff', 'hex'),
    Buffer.from('<script>'),
    Buffer.from('ffd9', 'hex'),
  ])
  expect(await all(framesOf(stream(fake, JPEG)))).toEqual([JPEG.length])
  const endless = Array.from({ length: 4 }, () => Buffer.alloc(1 << 20, 'x'))
  await expect(all(framesOf(stream(...endless)))).rejects.toMatchObject({ code: 'DEVICE-ANSWER' })
})

test('a scanner without a live picture, or none, is no error', async () => {
  const device: CaptureDevice = {
    id: 'contoh',
    kind: 'finger',
    name: 'CONTOH',
    state: async () => 'ready',
    capture: async () => ({ results: [] }),
  }
  let frames = 0
  async function* live() {
    while (frames < 3) {
      frames++
      yield new Uint8Array(JPEG)
    }
    throw new Error('unplugged')
  }
  open = await openTestStation({ devices: [device, { ...device, id: 'hidup', live }] })
  const ask = (path: string) => deviceStream(open.station, path, new URLSearchParams())
  expect((await ask('contoh'))?.status).toBe(204)
  expect((await ask('tidak-ada'))?.status).toBe(204)
  const first = await ask('hidup')
  expect([first?.status, first?.headers['content-type']]).toEqual([200, 'image/jpeg'])
})
