import { describe, expect, it } from 'vitest'
import { actOf, isScannedQr } from './suket-words.ts'

it('has words for acts of today, and notes those of a newer program', () => {
  expect(actOf('print-failed')).toBe('print-failed')
  expect(actOf('teleport')).toBe('other')
})

describe('isScannedQr', () => {
  it('knows a scanned token from a search', () => {
    expect(isScannedQr('NCF'.padEnd(300, 'A7:9'))).toBe(true)
    expect(isScannedQr('5272011703850001')).toBe(false)
    expect(isScannedQr('SITI RAHMAWATI BINTI ABDUL MUTHALIB')).toBe(false)
    expect(isScannedQr('471.13/00001/5272-01/2017')).toBe(false)
  })
})
