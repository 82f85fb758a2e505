import { describe, expect, it } from 'vitest'
import type { UploadStatus } from '../../../contract/upload.ts'
import { commonNotice, isRefused } from './site-words.ts'

type State = UploadStatus['sites'][number]['state']

function status(waiting: number, ...states: State[]) {
  return {
    waiting,
    sites: states.map((state) => ({
      code: 'mmu' as const,
      name: 'MMU',
      state,
      since: null,
      notice: null,
      trouble: null,
      nextProbeAt: null,
      heardAt: null,
    })),
  }
}

describe('isRefused', () => {
  it('needs a site that said no while none takes uploads', () => {
    expect(isRefused(status(3, 'refusing', 'refusing'))).toBe(true)
    expect(isRefused(status(3, 'unreachable', 'refusing'))).toBe(true)
    expect(isRefused(status(3, 'refusing', 'open'))).toBe(false)
  })

  it('never takes a missing network for a refusal', () => {
    expect(isRefused(status(3, 'unreachable', 'unknown'))).toBe(false)
    expect(isRefused(status(3))).toBe(false)
  })

  it('is silent when nothing waits', () => {
    expect(isRefused(status(0, 'refusing'))).toBe(false)
  })
})

describe('commonNotice', () => {
  it('is what every site says, word for word', () => {
    expect(commonNotice([{ notice: 'tutup' }, { notice: 'tutup' }])).toBe('tutup')
    expect(commonNotice([{ notice: 'tutup' }, { notice: 'pindah' }])).toBeNull()
    expect(commonNotice([{ notice: null }, { notice: null }])).toBeNull()
    expect(commonNotice([{ notice: 'tutup' }])).toBeNull()
  })
})
