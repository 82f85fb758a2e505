import { expect, test } from 'vitest'
import { reportName, withPdf } from './report-name.ts'

test('a report is called after its station and number, and always ends in .pdf', () => {
  expect(reportName('Uji pemulihan', { station: '5272-01-A', number: 3 })).toBe(
    'Uji pemulihan 5272-01-A 3.pdf',
  )
  expect(withPdf('/media/uji')).toBe('/media/uji.pdf')
  expect(withPdf('/media/uji.PDF')).toBe('/media/uji.PDF')
})
