import { describe, expect, it } from 'vitest'
import { ALIGNED_BYTES, withAligned } from './aligned.ts'

describe('withAligned', () => {
  it('lends a megabyte to one at a time, wiped, and lends it again', async () => {
    const [first, second] = await withAligned((a) =>
      withAligned(async (b) => {
        a.fill(1)
        b.fill(2)
        expect(a.every((byte) => byte === 1)).toBe(true)
        return [a, b]
      }),
    )
    expect(first?.length).toBe(ALIGNED_BYTES)
    expect(first).not.toBe(second)
    await withAligned(async (again) => {
      expect([first, second]).toContain(again)
      expect(again.some((byte) => byte !== 0)).toBe(false)
    })
  })

  it('takes it back when the borrower throws', async () => {
    let lent: Buffer | undefined
    const broken = withAligned((buffer) => {
      lent = buffer
      return Promise.reject(new Error('broken'))
    })
    await expect(broken).rejects.toThrow('broken')
    await withAligned(async (again) => expect(again).toBe(lent))
  })
})
