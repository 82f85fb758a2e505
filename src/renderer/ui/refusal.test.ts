import { ORPCError } from '@orpc/client'
import { describe, expect, it } from 'vitest'
import { refusalOf } from '../../contract/catalogue.ts'
import { refusalCode, refusalParam, refusedBy } from './refusal.ts'

const refused = new ORPCError('REFUSED', { data: refusalOf('ALREADY-RECORDED', { at: '14-02-2026' }) })

describe('refusedBy', () => {
  it('shows the three lines of the language asked for', () => {
    expect(refusedBy(refused, 'id')).toEqual({
      code: 'ALREADY-RECORDED',
      what: 'Sudah pernah direkam di sini 14-02-2026.',
      safe: 'Tidak ada yang diubah.',
      todo: 'Buka rekaman lama, atau pilih alasan merekam ulang.',
    })
    expect(refusedBy(refused, 'en').what).toBe('Already recorded here on 14-02-2026.')
  })

  it('never shows the message of a fault in the program', () => {
    const shown = refusedBy(new TypeError('secret is not a function'), 'id')
    expect(shown.code).toBe('INTERNAL')
    expect(JSON.stringify(shown)).not.toContain('secret')
    expect(refusedBy('thrown text', 'en').code).toBe('INTERNAL')
  })
})

describe('refusalCode', () => {
  it('tells refusals from everything else', () => {
    expect(refusalCode(refused)).toBe('ALREADY-RECORDED')
    expect(refusalParam(refused, 'at')).toBe('14-02-2026')
    expect(refusalParam(refused, 'absent')).toBeNull()
    expect(refusalCode(new Error('other'))).toBeNull()
    expect(refusalCode(null)).toBeNull()
  })
})
