import { expect, it } from 'vitest'
import { fileNameOf, withPdf } from './file-name.ts'

it('is a name that every file system takes', () => {
  expect(fileNameOf('471.13/00001/5272-01/2017')).toBe('Suket 471.13-00001-5272-01-2017.pdf')
  expect(fileNameOf('470/12:*?"<>|/A')).toBe('Suket 470-12-A.pdf')
})

it('ends in .pdf whatever the dialog answered', () => {
  expect(withPdf('/media/a/surat')).toBe('/media/a/surat.pdf')
  expect(withPdf('/media/a/surat.PDF')).toBe('/media/a/surat.PDF')
})
