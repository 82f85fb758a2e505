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
import { addDocument, drawDocument, removeDocument, turnDocument } from './documents.ts'
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

test('of two pages that are taken away at once one goes and is in the audit: none that went comes back with the other', async () => {
  const { station } = open
  const { documents } = await addDocument(station, id, 'other', await pdfOf(3))
  const pdf = documents[0]!.id
  await Promise.all([removeDocument(station, id, pdf, 1), removeDocument(station, id, pdf, 3)])
  const acts = station.read.all("SELECT 1 FROM audit WHERE subject = ? AND act = 'draft.document'", [id])
  const { pages } = documentOf(station.read, id, pdf)!
  expect({ pages, acts: acts.length }).toEqual({ pages: 2, acts: 2 })
  await removeDocument(station, id, pdf, 2)
  expect(documentOf(station.read, id, pdf)?.pages).toBe(1)
})

test('the pages of a PDF are drawn to be seen, and those that are chosen are kept, in order and turned', async () => {
  const pdf = await pdfOf(3)
  const { pages } = await drawDocument(pdf)
  expect(pages.map(({ type }) => type)).toEqual(['image/jpeg', 'image/jpeg', 'image/jpeg'])
  const sizes = await Promise.all(
    pages.map(async (page) => readImageHeader(new Uint8Array(await page.arrayBuffer()))),
  )
  // 200 x 203 points, the longer side drawn at 1,100 pixels.
  expect(sizes[2]).toMatchObject({ media: 'image/jpeg', height: 1100 })
  expect(open.station.read.all('SELECT id FROM draft_document')).toEqual([])
  const { documents } = await addDocument(open.station, id, 'other', pdf, [
    { page: 3, turn: 90 },
    { page: 1, turn: 0 },
    { page: 9, turn: 0 },
  ])
  expect(documents[0]!.pages).toBe(2)
  const kept = await PDFDocument.load(documentOf(open.station.read, id, documents[0]!.id)!.bytes)
  expect(kept.getPages().map((page) => [page.getHeight(), page.getRotation().angle])).toEqual([
    [203, 90],
    [201, 0],
  ])
})

/** As it was made, with one thing wrong. */
async function spoilt(how: 'locked' | 'cut' | 'many' | 'large'): Promise<Uint8Array> {
  if (how === 'many') return pdfOf(31)
  if (how === 'large') return Buffer.concat([await pdfOf(1), Buffer.alloc(3_100_000)])
  const pdf = await PDFDocument.create()
  pdf.addPage([200, 200])
  const text = Buffer.from(await pdf.save({ useObjectStreams: false })).toString('latin1')
  const changed =
    how === 'locked'
      ? text.replace('trailer\n<<', 'trailer\n<<\n/Encrypt 1 0 R')
      : text.slice(0, text.length / 3)
  return Buffer.from(changed, 'latin1')
}

test.each([
  ['locked', /dikunci dengan kata sandi/, /locked by a password/],
  ['cut', /rusak atau terpotong/, /broken or cut short/],
  ['many', /^31 halaman, paling banyak 30$/, /31 pages, at most 30/],
  ['large', /lebih besar dari 3 MB/, /larger than 3 MB/],
] as const)('a PDF that is %s is refused in its own words, seen or not', async (how, why, whyEn) => {
  const bytes = await spoilt(how)
  const refused = {
    code: 'DOCUMENT-UNREADABLE',
    params: { why: expect.stringMatching(why), whyEn: expect.stringMatching(whyEn) },
  }
  await expect(drawDocument(bytes)).rejects.toMatchObject(refused)
  await expect(addDocument(open.station, id, 'kk', bytes)).rejects.toMatchObject(refused)
  expect(open.station.read.all('SELECT id FROM draft_document')).toEqual([])
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
