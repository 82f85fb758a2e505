import { Transformer } from '@napi-rs/image'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  openTestStation,
  sampleBiodata,
  sampleJpeg,
  samplePng,
  type TestStation,
} from '../../testing/index.ts'
import { SAMPLE_STROKES } from '../../testing/sample-people.ts'
import { type CaptureMeta, saveCapture } from './captures.ts'
import { captureOf, SMALL_PHOTO, type StoredSlot } from './rows.ts'
import { startDraft } from './start.ts'

let open: TestStation
let id: string
beforeEach(async () => {
  open = await openTestStation()
  ;({ id } = await startDraft(open.station, sampleBiodata(1).nik))
})
afterEach(() => open.close())

const meta: CaptureMeta = { device: 'CONTOH', attempts: 1 }
const stored = (slot: StoredSlot) => captureOf(open.station.read, id, slot)
const sizeOf = (bytes: Uint8Array) => {
  const { width, height, format } = new Transformer(bytes).metadataSync()
  return `${format} ${width}x${height}`
}

test('a capture comes back byte for byte, under the media type that it really has', async () => {
  const png = samplePng()
  const draft = await saveCapture(open.station, id, 'finger-right-thumb', png, { ...meta, score: 88 })
  expect(draft.captures).toEqual([
    {
      slot: 'finger-right-thumb',
      media: 'image/png',
      bytes: png.length,
      url: `app://station/draft/${id}/finger-right-thumb?v=1`,
      meta: { device: 'CONTOH', attempts: 1, score: 88 },
    },
  ])
  expect(Buffer.compare(stored('finger-right-thumb')!.bytes, png)).toBe(0)
})

test('a retake replaces, a double click does not; what cannot be read leaves the earlier one', async () => {
  const { station } = open
  await saveCapture(station, id, 'iris-left', samplePng(200, 160, 1), meta)
  const again = await saveCapture(station, id, 'iris-left', samplePng(200, 160, 1), meta)
  expect(again.captures[0]!.url).toMatch(/v=1$/)
  const retake = await saveCapture(station, id, 'iris-left', samplePng(200, 160, 2), meta)
  expect(retake.captures[0]!.url).toMatch(/v=2$/)
  await expect(saveCapture(station, id, 'iris-left', Buffer.from('%PDF'), meta)).rejects.toMatchObject({
    code: 'CAPTURE-UNREADABLE',
  })
  expect(Buffer.compare(stored('iris-left')!.bytes, samplePng(200, 160, 2))).toBe(0)
})

test('the original stays untouched; crop and Suket photo are made of it', async () => {
  const { station } = open
  const original = sampleJpeg(800, 600)
  const crop = { x: 100, y: 50, width: 390, height: 520 }
  const draft = await saveCapture(station, id, 'photo-original', original, { ...meta, crop })
  expect(draft.captures.map(({ slot }) => slot)).toEqual(['photo', 'photo-original'])
  expect(draft.captures[0]!.meta.crop).toEqual(crop)
  expect(Buffer.compare(stored('photo-original')!.bytes, original)).toBe(0)
  expect(sizeOf(stored('photo')!.bytes)).toBe('jpeg 390x520')
  expect(stored(SMALL_PHOTO)!.bytes.length).toBeLessThanOrEqual(40_000)
})

test('a crop that the page made replaces the crop alone', async () => {
  const { station } = open
  await saveCapture(station, id, 'photo-original', sampleJpeg(800, 600), meta)
  const cut = sampleJpeg(300, 400, 5)
  await saveCapture(station, id, 'photo', cut, { ...meta, crop: { x: 9, y: 9, width: 300, height: 400 } })
  expect(Buffer.compare(stored('photo')!.bytes, cut)).toBe(0)
  expect(Buffer.compare(stored('photo-original')!.bytes, sampleJpeg(800, 600))).toBe(0)
  expect(sizeOf(stored(SMALL_PHOTO)!.bytes)).toMatch(/^jpeg \d+x\d+$/)
})

test('a photo that comes alone is its own original', async () => {
  const photo = sampleJpeg(480, 640)
  const draft = await saveCapture(open.station, id, 'photo', photo, meta)
  expect(draft.captures.map(({ slot }) => slot)).toEqual(['photo', 'photo-original'])
  expect(Buffer.compare(stored('photo')!.bytes, photo)).toBe(0)
  expect(Buffer.compare(stored('photo-original')!.bytes, photo)).toBe(0)
})

test('strokes are strokes, a signature is a PNG', async () => {
  const { station } = open
  await saveCapture(station, id, 'signature-strokes', SAMPLE_STROKES, meta)
  expect(Buffer.compare(stored('signature-strokes')!.bytes, SAMPLE_STROKES)).toBe(0)
  for (const wrong of ['[]', '{"x":1}', '[{"points":[{"x":"1","y":2}]}]', 'no JSON', '[{"points":[]}]']) {
    await expect(
      saveCapture(station, id, 'signature-strokes', Buffer.from(wrong), meta),
    ).rejects.toMatchObject({ code: 'CAPTURE-UNREADABLE' })
  }
  await expect(saveCapture(station, id, 'signature', sampleJpeg(300, 200), meta)).rejects.toMatchObject({
    code: 'CAPTURE-UNREADABLE',
  })
})

test('neither store nor log holds the picture in the clear', async () => {
  const png = samplePng(400, 400)
  await saveCapture(open.station, id, 'finger-right-index', png, meta)
  const { bytes } = open.station.read.get<{ bytes: Uint8Array }>('SELECT bytes FROM draft_capture')!
  expect(Buffer.from(bytes).includes(Buffer.from(png.subarray(100, 132)))).toBe(false)
  await expect(saveCapture(open.station, id, 'iris-left', Buffer.from('rahasia'), meta)).rejects.toThrow()
  expect(open.ports.log.lines.join()).not.toContain('rahasia')
})
