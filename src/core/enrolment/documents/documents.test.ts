import { PDFDocument } from 'pdf-lib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { decodeCapture } from '../../../formats/capture/capture.ts'
import { openPacket } from '../../../formats/packet/packet.ts'
import { readFileSync } from 'node:fs'
import {
  openTestStation,
  quickDraft,
  sampleBiodata,
  sampleJpeg,
  samplePng,
  type TestStation,
} from '../../testing/index.ts'
import { startDraft } from '../draft/start.ts'
import { readImageHeader } from '../image/header.ts'
import { packetPath } from '../seal/paths.ts'
import { sealDraft } from '../seal/seal.ts'
import { recordingOf } from '../recording/show.ts'
import { addDocument, removeDocument, turnDocument } from './documents.ts'
import { documentOf } from './rows.ts'

let open: TestStation
let id: string
beforeEach(async () => {
  open = await openTestStation()
  id = (await startDraft(open.station, sampleBiodata(1).nik)).id
})
afterEach(() => open.close())

async function pdfOf(pages: number): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  for (let page = 1; page <= pages; page++) pdf.addPage([200, 200 + page])
  return pdf.save()
}

test('a JPEG stays byte for byte, a PNG becomes one, a PDF keeps its pages; the same file twice is one', async () => {
  const jpeg = sampleJpeg(640, 480)
  await addDocument(open.station, id, 'kk', jpeg)
  await addDocument(open.station, id, 'kk', jpeg)
  await addDocument(open.station, id, 'birth-certificate', samplePng(300, 400))
  const { documents } = await addDocument(open.station, id, 'other', await pdfOf(3))
  expect(documents.map(({ kind, media, pages }) => [kind, media, pages])).toEqual([
    ['kk', 'image/jpeg', 1],
    ['birth-certificate', 'image/jpeg', 1],
    ['other', 'application/pdf', 3],
  ])
  expect(Buffer.compare(documentOf(open.station.read, id, documents[0]!.id)!.bytes, jpeg)).toBe(0)
})

test('an image too large for a line of 128 kbit/s is made smaller', async () => {
  const { documents } = await addDocument(open.station, id, 'kk', sampleJpeg(4000, 3000))
  const { bytes } = documentOf(open.station.read, id, documents[0]!.id)!
  expect(readImageHeader(bytes)).toMatchObject({ media: 'image/jpeg', width: 2339 })
})

test('a page is turned or taken away, the last one takes the paper with it', async () => {
  const { station } = open
  await addDocument(station, id, 'kk', sampleJpeg(640, 480))
  let draft = await addDocument(station, id, 'other', await pdfOf(2))
  const [image, pdf] = draft.documents.map((document) => document.id) as [string, string]
  await turnDocument(station, id, image, 90)
  expect(readImageHeader(documentOf(station.read, id, image)!.bytes)).toMatchObject({
    width: 480,
    height: 640,
  })
  await turnDocument(station, id, pdf, 270, 2)
  const turned = await PDFDocument.load(documentOf(station.read, id, pdf)!.bytes)
  expect(turned.getPages().map((page) => page.getRotation().angle)).toEqual([0, 270])
  draft = await removeDocument(station, id, pdf, 1)
  expect(draft.documents[1]!.pages).toBe(1)
  const rest = await PDFDocument.load(documentOf(station.read, id, pdf)!.bytes)
  expect(rest.getPage(0).getHeight()).toBe(202)
  draft = await removeDocument(station, id, pdf, 1)
  expect(draft.documents.map((document) => document.id)).toEqual([image])
  expect(await removeDocument(station, id, pdf)).toEqual(draft)
})

test.each([
  ['a web page', Buffer.from('<html></html>')],
  ['half a JPEG', sampleJpeg(300, 300).subarray(0, 4000)],
  ['a PDF in name alone', Buffer.from('%PDF-1.7\nnothing')],
  ['a PDF that is too large', Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(3_100_000)])],
])('%s is refused in words and changes nothing', async (_, bytes) => {
  await expect(addDocument(open.station, id, 'kk', bytes)).rejects.toMatchObject({
    code: 'DOCUMENT-UNREADABLE',
    params: { why: expect.any(String), whyEn: expect.any(String) },
  })
  expect(open.station.read.all('SELECT id FROM draft_document')).toEqual([])
})

test('a recording takes no more than twenty papers', async () => {
  for (let n = 1; n <= 20; n++) await addDocument(open.station, id, 'other', sampleJpeg(120, 120, n))
  await expect(addDocument(open.station, id, 'other', sampleJpeg(120, 120, 21))).rejects.toMatchObject({
    code: 'DOCUMENTS-TOO-MANY',
    params: { most: 20 },
  })
})

test('papers are in the packet, numbered within their kind, and gone from the store after it', async () => {
  const { station, dinas } = open
  const whole = await quickDraft(station, 2)
  const [first, second] = [sampleJpeg(200, 200, 1), sampleJpeg(200, 200, 2)]
  await addDocument(station, whole, 'kk', first)
  await addDocument(station, whole, 'kk', second)
  await addDocument(station, whole, 'birth-certificate', await pdfOf(1))
  await sealDraft(station, whole)
  const bytes = readFileSync(packetPath(station, whole, recordingOf(station.read, whole)!.sealedAt))
  const { members } = openPacket(bytes, [dinas.datacenter.identity])
  expect(Buffer.compare(members.get('document-kk-1.jpg')!, first)).toBe(0)
  expect(Buffer.compare(members.get('document-kk-2.jpg')!, second)).toBe(0)
  expect(decodeCapture(members.get('capture.json')!).documents).toEqual([
    { member: 'document-kk-1.jpg', kind: 'kk', pages: 1 },
    { member: 'document-kk-2.jpg', kind: 'kk', pages: 1 },
    { member: 'document-birth-certificate-1.pdf', kind: 'birth-certificate', pages: 1 },
  ])
  expect(station.read.all('SELECT id FROM draft_document')).toEqual([])
})
