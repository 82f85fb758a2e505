import { PDFDocument } from 'pdf-lib'
import QRCode from 'qrcode'
import {
  decodeFingerRecord,
  encodeFingerRecord,
  type FingerCoding,
} from '../../../formats/biometric/finger-record.ts'
import { decodeIrisRecord, encodeIrisRecord } from '../../../formats/biometric/iris-record.ts'
import { golden } from '../../../formats/testing/golden.ts'
import { isFault } from '../../../lib/fault.ts'
import { encodeJp2, jp2Size } from '../../../lib/jpeg2000.ts'
import { checkImage, portraitOf, runImageJob, unreadable } from '../../enrolment/image/check.ts'
import { checkRecord } from '../../enrolment/image/check-record.ts'
import { NOT_AN_IMAGE, readImageHeader } from '../../enrolment/image/header.ts'
import { refuse } from '../../refuse.ts'
import { readQr } from '../../suket/qr/read-qr.ts'
import { pdfOf } from '../../suket/testing/bombs.ts'
import { sampleJpeg, samplePng, turnedJpeg } from '../images.ts'
import type { Decoder } from './decoder.ts'

const SIZE = { width: 160, height: 200 }
const PIXELS = Uint8Array.from({ length: SIZE.width * SIZE.height }, (_, at) => (at * 7) & 255)
const COMMON = {
  captured: null,
  device: { technology: 0, vendor: 0, type: 0 },
  quality: [],
  depth: 8,
  ...SIZE,
  extended: new Uint8Array(0),
}
const FINGER = { ...COMMON, position: 2, scanPpi: 500, ppi: 500, impression: 0 }
const EYE = {
  ...COMMON,
  eye: 'left' as const,
  imageKind: 1,
  coding: 'jp2' as const,
  properties: 0,
  range: 0,
  bounds: { x: [0, 0], y: [0, 0], diameter: [0, 0] } as const,
}
const finger = (coding: FingerCoding, image: Uint8Array) => encodeFingerRecord([{ ...FINGER, coding, image }])

async function pdf(): Promise<Uint8Array> {
  const made = await PDFDocument.create()
  made.addPage([200, 300]).drawRectangle({ x: 10, y: 10, width: 50, height: 50 })
  return made.save()
}

async function paper(bytes: Uint8Array): Promise<unknown> {
  const refusal = (why: object) => refuse('DOCUMENT-UNREADABLE', why as { why: string; whyEn: string })
  const result = await runImageJob({ do: 'paper', bytes }, refusal)
  if (typeof result === 'object' && result && 'why' in result) throw refusal(result)
  return result
}

/** Pictures, papers and biometric records. Whatever runs a decoder that is not ours does so in a process or a thread that may die. */
export async function pictures(): Promise<Decoder[]> {
  const jp2 = await encodeJp2({ ...SIZE, pixels: PIXELS })
  const photos = [sampleJpeg(240, 320), samplePng(240, 320), turnedJpeg(480, 640)]
  const fingers = [finger('jp2-lossless', jp2), finger('raw', PIXELS), finger('png', samplePng(160, 200, 3))]
  const qr = await QRCode.toBuffer('REKAM CONTOH', { type: 'png', scale: 3 })
  return [
    {
      name: 'ISO 19794-4 record',
      sound: [golden('biometric', 'left-index.fir'), ...fingers],
      read: decodeFingerRecord,
    },
    { name: 'ISO 19794-6 record', sound: [golden('biometric', 'left.iir')], read: decodeIrisRecord },
    {
      name: 'size of a JPEG 2000',
      sound: [jp2],
      read(bytes) {
        const size = jp2Size(bytes)
        if (!size) throw unreadable('finger-right-index', NOT_AN_IMAGE)
        return size
      },
    },
    {
      name: 'size of a picture',
      sound: photos,
      read(bytes) {
        const header = readImageHeader(bytes)
        if ('why' in header) throw unreadable('photo', header)
        return header
      },
    },
    {
      name: 'finger with its picture',
      sound: fingers,
      oneIn: 4,
      read: (bytes) => checkRecord('finger-right-index', 'finger', bytes),
    },
    {
      name: 'iris with its picture',
      sound: [encodeIrisRecord([{ ...EYE, image: jp2 }])],
      oneIn: 4,
      read: (bytes) => checkRecord('iris-left', 'iris', bytes),
    },
    { name: 'photo', sound: photos, oneIn: 4, read: (bytes) => checkImage('photo', 'photo', bytes) },
    { name: 'portrait', sound: photos, oneIn: 10, read: (bytes) => portraitOf('photo', bytes) },
    { name: 'scanned paper', sound: [...photos, await pdf()], oneIn: 4, read: paper },
    {
      name: 'picture of a QR',
      sound: [qr, Buffer.from('6BF.CONTOH'), pdfOf('[0 0 100 100]', '0 0 50 50 re f')].map(
        (bytes) => new Uint8Array(bytes),
      ),
      oneIn: 20,
      read: (bytes) =>
        readQr(bytes).catch((error: unknown) => {
          // It was read to its end: a page without a QR is no hostile file.
          if (!isFault(error, 'SUKET-NO-QR')) throw error
        }),
    },
  ]
}
