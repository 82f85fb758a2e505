import { describe, expect, it } from 'vitest'
import { fileNameOf, isScannedQr, withPdf } from './suket-words.ts'

describe('the file of a letter', () => {
  it('has a name that every file system takes', () => {
    expect(fileNameOf('471.13/00001/5272-01/2017')).toBe('Suket 471.13-00001-5272-01-2017.pdf')
    expect(fileNameOf('470/12:*?"<>|/A')).toBe('Suket 470-12-A.pdf')
  })

  it('ends in .pdf whatever the dialog answered', () => {
    expect(withPdf('/media/a/surat')).toBe('/media/a/surat.pdf')
    expect(withPdf('/media/a/surat.PDF')).toBe('/media/a/surat.PDF')
  })
})

describe('isScannedQr', () => {
  it('knows a scanned token from a search', () => {
    expect(isScannedQr('NCF'.padEnd(300, 'A7:9'))).toBe(true)
    expect(isScannedQr('5272011703850001')).toBe(false)
    expect(isScannedQr('SITI RAHMAWATI BINTI ABDUL MUTHALIB')).toBe(false)
    expect(isScannedQr('471.13/00001/5272-01/2017')).toBe(false)
  })
})
