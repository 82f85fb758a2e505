import { describe, expect, it } from 'vitest'
import { sampleJpeg, samplePng } from '../../testing/index.ts'
import { qrFile } from '../../../lib/qr/picture.ts'

const bytes = (text: string) => new Uint8Array(Buffer.from(text))

describe('qrFile', () => {
  it('tells pictures with their size, PDFs behind a preface, and text', () => {
    expect(qrFile(samplePng(60, 40))).toEqual({ kind: 'picture', width: 60, height: 40 })
    const jpeg = sampleJpeg(60, 40)
    expect(qrFile(jpeg)).toEqual({ kind: 'picture', width: 60, height: 40 })
    expect(qrFile(Buffer.concat([jpeg, Buffer.from('motion')]))).toMatchObject({ kind: 'picture' })
    expect(qrFile(bytes('\u0000mail\n%PDF-1.7'))).toEqual({ kind: 'pdf' })
    expect(qrFile(bytes('NCF1 A'))).toEqual({ kind: 'text' })
    expect(qrFile(new Uint8Array())).toEqual({ kind: 'text' })
  })

  it('does not believe a picture without a size, however it is cut', () => {
    const jpeg = sampleJpeg(60, 40)
    const png = samplePng(60, 40)
    for (let length = 8; length < 24; length++) expect(qrFile(png.subarray(0, length))).toBeUndefined()
    for (let length = 4; length < 40; length++)
      expect([undefined, 'picture']).toContain(qrFile(jpeg.subarray(0, length))?.kind)
  })
})
